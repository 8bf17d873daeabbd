package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"gandan/ent/gid"
	"gandan/ent/mixin"
)

// Tombstone says that something left the device of a volunteer: a request that they do not hold any more, a sign-up that was given up.
type Tombstone struct{ ent.Schema }

// Mixin of Tombstone.
func (Tombstone) Mixin() []ent.Mixin {
	return []ent.Mixin{mixin.ID{}, mixin.Times{}}
}

// Fields of Tombstone.
func (Tombstone) Fields() []ent.Field {
	return []ent.Field{
		field.UUID("account_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable(),
		field.UUID("event_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable().Comment("the fact that took it away"),
		field.UUID("subject_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable().Comment("what left; it may have come back since"),
		field.Enum("reason").Values("RELEASED", "REASSIGNED", "CANCELLED", "MERGED", "DONE", "LEFT", "CALLED_OFF").Immutable(),
	}
}

// Indexes of Tombstone.
func (Tombstone) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("account_id", "created_at", "id"),
		index.Fields("event_id", "account_id").Unique(),
	}
}

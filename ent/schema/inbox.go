package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/field"

	"gandan/ent/gid"
	"gandan/ent/mixin"
)

// Inbox numbers the lines of one person, so that whoever reads along loses none and gets none twice. Its row is locked while a
// line is written, so numbers become visible in order.
type Inbox struct{ ent.Schema }

// Mixin of Inbox.
func (Inbox) Mixin() []ent.Mixin {
	return []ent.Mixin{mixin.ID{}, mixin.Times{}}
}

// Fields of Inbox.
func (Inbox) Fields() []ent.Field {
	return []ent.Field{
		field.UUID("account_id", gid.ID{}).SchemaType(mixin.Binary16()).Unique().Immutable(),
		field.Int("last_sequence").Default(0).Comment("number of the newest line"),
	}
}

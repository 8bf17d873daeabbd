package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"gandan/ent/gid"
	"gandan/ent/mixin"
)

// Notification is one line of a person inbox.
type Notification struct{ ent.Schema }

// Mixin of Notification.
func (Notification) Mixin() []ent.Mixin {
	return []ent.Mixin{mixin.ID{}, mixin.Times{}}
}

// Fields of Notification.
func (Notification) Fields() []ent.Field {
	return []ent.Field{
		field.UUID("account_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable(),
		field.UUID("event_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable(),
		field.String("kind").MaxRuneLen(64).Immutable(),
		field.UUID("subject_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable(),
		field.JSON("args", map[string]string{}).Immutable().Comment("values for the text; never personal data of others"),
		field.Int("sequence").Default(0).Immutable().Comment("place in the inbox, from 1 without gaps; 0: older than the numbers"),
		field.Time("read_at").SchemaType(mixin.Micros()).Optional().Nillable(),
	}
}

// Indexes of Notification.
func (Notification) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("account_id", "created_at", "id"),
		index.Fields("account_id", "read_at"),
		index.Fields("account_id", "sequence"),
		index.Fields("event_id", "account_id").Unique(),
	}
}

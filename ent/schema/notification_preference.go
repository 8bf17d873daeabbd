package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"gandan/ent/gid"
	"gandan/ent/mixin"
)

// NotificationPreference is one kind of news that a person does not want, or wants again.
type NotificationPreference struct{ ent.Schema }

// Mixin of NotificationPreference.
func (NotificationPreference) Mixin() []ent.Mixin {
	return []ent.Mixin{mixin.ID{}, mixin.Times{}}
}

// Fields of NotificationPreference.
func (NotificationPreference) Fields() []ent.Field {
	return []ent.Field{
		field.UUID("account_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable(),
		field.String("kind").MaxRuneLen(64).Immutable().Comment("a group of facts, such as QUESTIONS"),
		field.Bool("wanted"),
	}
}

// Edges of NotificationPreference.
func (NotificationPreference) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("account", Account.Type).Unique().Field("account_id").Required().Immutable(),
	}
}

// Indexes of NotificationPreference.
func (NotificationPreference) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("account_id", "kind").Unique(),
	}
}

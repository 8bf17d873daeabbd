package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"gandan/ent/gid"
	"gandan/ent/mixin"
)

// Session is one signed-in device. Its end ends every token of it.
type Session struct{ ent.Schema }

// Mixin of Session.
func (Session) Mixin() []ent.Mixin {
	return []ent.Mixin{mixin.ID{}, mixin.Times{}}
}

// Fields of Session.
func (Session) Fields() []ent.Field {
	return []ent.Field{
		field.UUID("account_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable(),
		field.String("device_name").MaxRuneLen(100),
		field.Time("expires_at").SchemaType(mixin.Micros()).Immutable().Comment("the absolute end"),
		field.Time("idle_at").SchemaType(mixin.Micros()).Comment("the end unless it is used before"),
		field.Time("ended_at").SchemaType(mixin.Micros()).Optional().Nillable(),
		field.String("ended_reason").MaxRuneLen(32).Optional().Nillable(),
	}
}

// Edges of Session.
func (Session) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("account", Account.Type).Unique().Field("account_id").Required().Immutable(),
	}
}

// Indexes of Session.
func (Session) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("account_id", "ended_at"),
	}
}

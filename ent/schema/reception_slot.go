package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"gandan/ent/gid"
	"gandan/ent/mixin"
)

// ReceptionSlot is a part of a reception day for which so many people may come.
type ReceptionSlot struct{ ent.Schema }

// Mixin of ReceptionSlot.
func (ReceptionSlot) Mixin() []ent.Mixin {
	return []ent.Mixin{mixin.ID{}, mixin.Times{}, mixin.Territory{}}
}

// Fields of ReceptionSlot.
func (ReceptionSlot) Fields() []ent.Field {
	return []ent.Field{
		field.UUID("reception_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable(),
		field.Int("position").Immutable().Comment("from 1, by time"),
		field.Time("starts_at").SchemaType(mixin.Micros()),
		field.Time("ends_at").SchemaType(mixin.Micros()),
		field.Int("seats").Immutable(),
		field.Int("taken").Default(0),
	}
}

// Edges of ReceptionSlot.
func (ReceptionSlot) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("reception", Reception.Type).Unique().Field("reception_id").Required().Immutable(),
	}
}

// Indexes of ReceptionSlot.
func (ReceptionSlot) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("reception_id", "position").Unique(),
	}
}

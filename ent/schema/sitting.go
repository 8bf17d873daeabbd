package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"gandan/ent/gid"
	"gandan/ent/mixin"
)

// Sitting is one session of a conference that is held by clusters of villages, with its own time, place and seats.
type Sitting struct{ ent.Schema }

// Mixin of Sitting.
func (Sitting) Mixin() []ent.Mixin {
	return []ent.Mixin{mixin.ID{}, mixin.Times{}, mixin.Territory{}}
}

// Fields of Sitting.
func (Sitting) Fields() []ent.Field {
	return []ent.Field{
		field.UUID("conference_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable(),
		field.String("name").MaxRuneLen(200),
		field.String("cluster").MaxRuneLen(500).Comment("the villages or residential groups it is for"),
		field.Time("starts_at").SchemaType(mixin.Micros()),
		field.Time("ends_at").SchemaType(mixin.Micros()),
		field.String("venue").MaxRuneLen(300).Optional().Nillable(),
		field.Int("capacity").Optional().Nillable().Comment("seats; empty = no limit"),
		field.Int("registered_count").Default(0).Comment("seats taken or held by an offer"),
		field.Int("waiting_count").Default(0),
		field.Int("attended_count").Default(0),
	}
}

// Edges of Sitting.
func (Sitting) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("conference", Conference.Type).Unique().Field("conference_id").Required().Immutable(),
	}
}

// Indexes of Sitting.
func (Sitting) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("conference_id", "starts_at", "id"),
	}
}

package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"gandan/ent/gid"
	"gandan/ent/mixin"
)

// Team is a group of volunteers of a unit who help with online public services.
type Team struct{ ent.Schema }

// Mixin of Team.
func (Team) Mixin() []ent.Mixin {
	return []ent.Mixin{mixin.ID{}, mixin.Times{}, mixin.Territory{}}
}

// Fields of Team.
func (Team) Fields() []ent.Field {
	return []ent.Field{
		field.String("name").MaxRuneLen(120),
		field.Enum("kind").Values("YOUTH", "COMMUNITY_DIGITAL").Immutable(),
		field.Enum("status").Values("ACTIVE", "ENDED"),
		field.UUID("founded_by_id", gid.ID{}).SchemaType(mixin.Binary16()).Optional().Nillable().Immutable(),
		field.Time("ended_at").SchemaType(mixin.Micros()).Optional().Nillable(),
		field.String("end_reason").MaxRuneLen(500).Optional().Nillable(),
	}
}

// Edges of Team.
func (Team) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("unit", Unit.Type).Unique().Field("unit_id").Required().Immutable(),
	}
}

// Indexes of Team.
func (Team) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("unit_id", "status", "created_at", "id"),
		index.Fields("unit_id", "created_at", "id"),
		index.Fields("status", "created_at", "id"),
		index.Fields("created_at", "id"),
	}
}

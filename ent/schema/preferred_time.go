package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"gandan/ent/gid"
	"gandan/ent/mixin"
)

// PreferredTime is a span of time in which the person who asked for help would like it.
type PreferredTime struct{ ent.Schema }

// Mixin of PreferredTime.
func (PreferredTime) Mixin() []ent.Mixin {
	return []ent.Mixin{mixin.ID{}, mixin.Times{}}
}

// Fields of PreferredTime.
func (PreferredTime) Fields() []ent.Field {
	return []ent.Field{
		field.UUID("help_request_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable(),
		field.Time("begins_at").SchemaType(mixin.Micros()).Immutable(),
		field.Time("ends_at").SchemaType(mixin.Micros()).Immutable(),
	}
}

// Edges of PreferredTime.
func (PreferredTime) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("help_request", HelpRequest.Type).Unique().Field("help_request_id").Required().Immutable(),
	}
}

// Indexes of PreferredTime.
func (PreferredTime) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("help_request_id", "begins_at", "id"),
	}
}

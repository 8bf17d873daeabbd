package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"gandan/ent/gid"
	"gandan/ent/mixin"
)

// RequestEscalation says that people were told of a level that a help request has reached. The level itself is counted, never
// stored: a reopening starts another clock, and with it everybody is told again.
type RequestEscalation struct{ ent.Schema }

// Mixin of RequestEscalation.
func (RequestEscalation) Mixin() []ent.Mixin {
	return []ent.Mixin{mixin.ID{}, mixin.Times{}}
}

// Fields of RequestEscalation.
func (RequestEscalation) Fields() []ent.Field {
	return []ent.Field{
		field.UUID("help_request_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable(),
		field.Time("opened_at").SchemaType(mixin.Micros()).Immutable().Comment("start of the clock that ran out"),
		field.Int("level").Immutable(),
	}
}

// Edges of RequestEscalation.
func (RequestEscalation) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("help_request", HelpRequest.Type).Unique().Field("help_request_id").Required().Immutable(),
	}
}

// Indexes of RequestEscalation.
func (RequestEscalation) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("help_request_id", "opened_at", "level").Unique(),
	}
}

package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"gandan/ent/gid"
	"gandan/ent/mixin"
)

// RequestHistory is one transition of a help request, with the role that made it.
type RequestHistory struct{ ent.Schema }

// Mixin of RequestHistory.
func (RequestHistory) Mixin() []ent.Mixin {
	return []ent.Mixin{mixin.ID{}, mixin.Times{}}
}

// Fields of RequestHistory.
func (RequestHistory) Fields() []ent.Field {
	return []ent.Field{
		field.UUID("help_request_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable(),
		field.String("verb").MaxRuneLen(32).Immutable(),
		field.String("from_status").MaxRuneLen(16).Immutable(),
		field.String("to_status").MaxRuneLen(16).Immutable(),
		field.Time("at").SchemaType(mixin.Micros()).Immutable(),
		field.UUID("actor_id", gid.ID{}).SchemaType(mixin.Binary16()).Optional().Nillable().Immutable(),
		field.String("actor_role").MaxRuneLen(16).Immutable(),
		field.String("reason").MaxRuneLen(500).Optional().Nillable().Immutable(),

		// after
		field.String("reason_code").MaxRuneLen(40).Optional().Nillable().Immutable(),
	}
}

// Edges of RequestHistory.
func (RequestHistory) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("help_request", HelpRequest.Type).Unique().Field("help_request_id").Required().Immutable(),
	}
}

// Indexes of RequestHistory.
func (RequestHistory) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("help_request_id", "id"),
	}
}

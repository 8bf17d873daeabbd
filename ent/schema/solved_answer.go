package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"gandan/ent/gid"
	"gandan/ent/mixin"
)

// SolvedAnswer is what a citizen said, weeks after the help, to whether it was solved. It is never changed.
type SolvedAnswer struct{ ent.Schema }

// Mixin of SolvedAnswer.
func (SolvedAnswer) Mixin() []ent.Mixin {
	return []ent.Mixin{mixin.ID{}, mixin.Times{}, mixin.Territory{}}
}

// Fields of SolvedAnswer.
func (SolvedAnswer) Fields() []ent.Field {
	return []ent.Field{
		field.UUID("help_request_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable().Unique(),
		field.UUID("citizen_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable(),
		field.Enum("solved").Values("YES", "PARTLY", "NO").Immutable(),
		field.String("reason_code").MaxRuneLen(40).Optional().Nillable().Immutable(),
		field.String("note").MaxRuneLen(500).Optional().Nillable().Immutable(),
		field.String("from_status").MaxRuneLen(16).Immutable().Comment("of the request before the answer"),
		field.String("to_status").MaxRuneLen(16).Immutable().Comment("of the request after it"),
		field.Time("asked_at").SchemaType(mixin.Micros()).Immutable(),
		field.Time("answered_at").SchemaType(mixin.Micros()).Immutable(),
	}
}

// Edges of SolvedAnswer.
func (SolvedAnswer) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("unit", Unit.Type).Unique().Field("unit_id").Required().Immutable(),
		edge.To("help_request", HelpRequest.Type).Unique().Field("help_request_id").Required().Immutable(),
		edge.To("citizen", Account.Type).Unique().Field("citizen_id").Required().Immutable(),
	}
}

// Indexes of SolvedAnswer.
func (SolvedAnswer) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("unit_path"),
	}
}

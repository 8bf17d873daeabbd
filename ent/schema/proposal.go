package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"gandan/ent/gid"
	"gandan/ent/mixin"
)

// Proposal is what an organisation asks a unit for: a conference. It is accepted or refused with a reason.
type Proposal struct{ ent.Schema }

// Mixin of Proposal.
func (Proposal) Mixin() []ent.Mixin {
	return []ent.Mixin{mixin.ID{}, mixin.Times{}, mixin.Territory{}}
}

// Fields of Proposal.
func (Proposal) Fields() []ent.Field {
	return []ent.Field{
		field.UUID("proposed_by_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable().Comment("the organisation"),
		field.UUID("submitted_by_id", gid.ID{}).SchemaType(mixin.Binary16()).Optional().Nillable().Immutable().Comment("the account that entered it; nobody decides on their own"),
		field.Enum("kind").Values("DIALOGUE", "SOCIAL_CRITICISM").Immutable(),
		field.String("title").MaxRuneLen(200).Immutable(),
		field.Text("reason").Immutable(),
		field.String("wanted_by").MaxRuneLen(10).Optional().Nillable().Immutable().Comment("the last day on which it would still serve, local"),
		field.Enum("status").Values("SUBMITTED", "ACCEPTED", "REFUSED", "WITHDRAWN"),
		field.Bool("listed").Default(false).Comment("decided: the public may read it"),
		field.String("decision_reason").MaxRuneLen(1000).Optional().Nillable(),
		field.Time("decided_at").SchemaType(mixin.Micros()).Optional().Nillable(),
		field.UUID("conference_id", gid.ID{}).SchemaType(mixin.Binary16()).Optional().Nillable().Comment("the conference that came of it"),
	}
}

// Edges of Proposal.
func (Proposal) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("proposed_by", Organisation.Type).Unique().Field("proposed_by_id").Required().Immutable(),
		edge.To("conference", Conference.Type).Unique().Field("conference_id"),
	}
}

// Indexes of Proposal.
func (Proposal) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("unit_id", "status", "created_at", "id"),
		index.Fields("unit_id", "created_at", "id"),
		index.Fields("listed", "created_at", "id"),
	}
}

package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"gandan/ent/gid"
	"gandan/ent/mixin"
)

// SatisfactionTicket says that a person has rated. It does not say how: no row of the system does.
type SatisfactionTicket struct{ ent.Schema }

// Mixin of SatisfactionTicket.
func (SatisfactionTicket) Mixin() []ent.Mixin {
	return []ent.Mixin{mixin.ID{}, mixin.Times{}}
}

// Fields of SatisfactionTicket.
func (SatisfactionTicket) Fields() []ent.Field {
	return []ent.Field{
		field.UUID("subject_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable().Comment("what was rated, such as a conference"),
		field.UUID("account_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable(),
	}
}

// Edges of SatisfactionTicket.
func (SatisfactionTicket) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("account", Account.Type).Unique().Field("account_id").Required().Immutable(),
	}
}

// Indexes of SatisfactionTicket.
func (SatisfactionTicket) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("subject_id", "account_id").Unique(),
	}
}

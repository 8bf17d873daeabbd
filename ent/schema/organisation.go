package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"gandan/ent/mixin"
)

// Organisation is a body of a unit: it hosts a conference, answers a question or owes a commitment.
type Organisation struct{ ent.Schema }

// Mixin of Organisation.
func (Organisation) Mixin() []ent.Mixin {
	return []ent.Mixin{mixin.ID{}, mixin.Times{}, mixin.Territory{}}
}

// Fields of Organisation.
func (Organisation) Fields() []ent.Field {
	return []ent.Field{
		field.String("name").MaxRuneLen(191),
		field.String("name_folded").MaxRuneLen(191).Comment("name without diacritics, for search"),
		field.Enum("kind").Values("PARTY_COMMITTEE", "PEOPLES_COUNCIL", "PEOPLES_COMMITTEE", "FATHERLAND_FRONT", "YOUTH_UNION", "WOMENS_UNION", "FARMERS_ASSOCIATION", "VETERANS_ASSOCIATION", "TRADE_UNION", "POLICE", "OTHER"),
	}
}

// Edges of Organisation.
func (Organisation) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("unit", Unit.Type).Unique().Field("unit_id").Required().Immutable(),
	}
}

// Indexes of Organisation.
func (Organisation) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("unit_id", "kind", "name").Unique(),
		index.Fields("name_folded", "id"),
		index.Fields("unit_path"),
	}
}

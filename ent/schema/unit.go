package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"gandan/ent/gid"
	"gandan/ent/mixin"
)

// Unit is an administrative unit over a span of time: the same code may name another unit later.
type Unit struct{ ent.Schema }

// Mixin of Unit.
func (Unit) Mixin() []ent.Mixin {
	return []ent.Mixin{mixin.ID{}, mixin.Times{}}
}

// Fields of Unit.
func (Unit) Fields() []ent.Field {
	return []ent.Field{
		field.String("code").MaxRuneLen(16).Immutable().Comment("code of the statistics office (GSO)"),
		field.String("name").MaxRuneLen(191),
		field.String("name_folded").MaxRuneLen(191).Comment("name without diacritics, for search"),
		field.Enum("kind").Values("CITY", "URBAN_DISTRICT", "RURAL_DISTRICT", "TOWN", "WARD", "COMMUNE", "TOWNSHIP"),
		field.UUID("parent_id", gid.ID{}).SchemaType(mixin.Binary16()).Optional().Nillable().Immutable(),
		field.String("path").MaxRuneLen(64).Immutable().Comment("codes from the root down, each followed by a slash"),
		field.String("valid_from").MaxRuneLen(10).Optional().Nillable().Immutable().Comment("first day in force, empty when unknown"),
		field.String("valid_to").MaxRuneLen(10).Optional().Nillable().Comment("first day no longer in force"),
		field.String("identity").MaxRuneLen(40).Immutable().Unique().Comment("code and first day: what an import recognises the unit by"),
		field.String("source").MaxRuneLen(255),
		field.String("confidence").MaxRuneLen(255),
	}
}

// Edges of Unit.
func (Unit) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("children", Unit.Type).From("parent").Unique().Field("parent_id").Immutable(),
	}
}

// Indexes of Unit.
func (Unit) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("name_folded", "id"),
		index.Fields("parent_id", "name_folded", "id"),
		index.Fields("path"),
	}
}

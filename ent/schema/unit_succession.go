package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"gandan/ent/gid"
	"gandan/ent/mixin"
)

// UnitSuccession says that the territory of one unit, or a part of it, became that of another.
type UnitSuccession struct{ ent.Schema }

// Mixin of UnitSuccession.
func (UnitSuccession) Mixin() []ent.Mixin {
	return []ent.Mixin{mixin.ID{}, mixin.Times{}}
}

// Fields of UnitSuccession.
func (UnitSuccession) Fields() []ent.Field {
	return []ent.Field{
		field.UUID("predecessor_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable(),
		field.UUID("successor_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable(),
		field.Bool("whole").Comment("the whole predecessor went there, not a part"),
		field.String("name_then").MaxRuneLen(191).Optional().Nillable().Comment("name of the predecessor when it ended, where it differs"),
		field.String("source").MaxRuneLen(255),
		field.String("confidence").MaxRuneLen(255),
	}
}

// Edges of UnitSuccession.
func (UnitSuccession) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("predecessor", Unit.Type).Unique().Field("predecessor_id").Required().Immutable(),
		edge.To("successor", Unit.Type).Unique().Field("successor_id").Required().Immutable(),
	}
}

// Indexes of UnitSuccession.
func (UnitSuccession) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("predecessor_id", "successor_id").Unique(),
		index.Fields("successor_id"),
	}
}

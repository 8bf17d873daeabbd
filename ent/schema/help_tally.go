package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"gandan/ent/mixin"
)

// HelpTally is how many gave one mark, or one code, in a series of a unit in a month. It keeps no times, and the rows of a
// month are made together: when a row was made or changed would say when somebody gave that mark.
type HelpTally struct{ ent.Schema }

// Mixin of HelpTally.
func (HelpTally) Mixin() []ent.Mixin {
	return []ent.Mixin{mixin.ID{}, mixin.Territory{}}
}

// Fields of HelpTally.
func (HelpTally) Fields() []ent.Field {
	return []ent.Field{
		field.String("series").MaxRuneLen(20).Immutable().Comment("what is counted, such as the ratings of residents"),
		field.String("month").MaxRuneLen(7).Immutable().Comment("local, YYYY-MM"),
		field.String("mark").MaxRuneLen(40).Immutable().Comment("ALL, SCORE_1 to SCORE_5, or a code"),
		field.Int("count").Default(0),
		field.Int("shown").Default(0).Comment("the count as it was last published"),
	}
}

// Edges of HelpTally.
func (HelpTally) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("unit", Unit.Type).Unique().Field("unit_id").Required().Immutable(),
	}
}

// Indexes of HelpTally.
func (HelpTally) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("unit_id", "series", "month", "mark").Unique(),
		index.Fields("series", "unit_path", "month"),
	}
}

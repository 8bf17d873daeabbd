package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"gandan/ent/gid"
	"gandan/ent/mixin"
)

// SatisfactionTally is how many gave one mark, or one reason, to one subject. It keeps no times, and the rows of a subject are
// made together: when a row was made or changed would say when somebody gave that mark, and the tickets say who rated then.
type SatisfactionTally struct{ ent.Schema }

// Mixin of SatisfactionTally.
func (SatisfactionTally) Mixin() []ent.Mixin {
	return []ent.Mixin{mixin.ID{}}
}

// Fields of SatisfactionTally.
func (SatisfactionTally) Fields() []ent.Field {
	return []ent.Field{
		field.UUID("subject_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable(),
		field.String("mark").MaxRuneLen(40).Immutable().Comment("ALL, SCORE_1 to SCORE_5, or the code of a reason"),
		field.Int("count").Default(0),
		field.Int("shown").Default(0).Comment("the count as it was last published"),
	}
}

// Indexes of SatisfactionTally.
func (SatisfactionTally) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("subject_id", "mark").Unique(),
	}
}

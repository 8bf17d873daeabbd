package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"gandan/ent/gid"
	"gandan/ent/mixin"
)

// SatisfactionTally is how many gave one mark, or one reason, to one subject.
type SatisfactionTally struct{ ent.Schema }

// Mixin of SatisfactionTally.
func (SatisfactionTally) Mixin() []ent.Mixin {
	return []ent.Mixin{mixin.ID{}, mixin.Times{}}
}

// Fields of SatisfactionTally.
func (SatisfactionTally) Fields() []ent.Field {
	return []ent.Field{
		field.UUID("subject_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable(),
		field.String("mark").MaxRuneLen(40).Immutable().Comment("SCORE_1 to SCORE_5, or the code of a reason"),
		field.Int("count").Default(0),
	}
}

// Indexes of SatisfactionTally.
func (SatisfactionTally) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("subject_id", "mark").Unique(),
	}
}

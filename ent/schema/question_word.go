package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"gandan/ent/gid"
	"gandan/ent/mixin"
)

// QuestionWord is one folded word of a public question: what finds questions that ask the same. The rows come and go with
// the question and nobody reads one by itself, so they have a plain number and no instants.
type QuestionWord struct{ ent.Schema }

// Fields of QuestionWord.
func (QuestionWord) Fields() []ent.Field {
	return []ent.Field{
		field.UUID("conference_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable(),
		field.UUID("question_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable(),
		field.String("word").MaxRuneLen(40).Immutable(),
	}
}

// Indexes of QuestionWord.
func (QuestionWord) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("conference_id", "word", "question_id").Unique(),
		index.Fields("question_id"),
	}
}

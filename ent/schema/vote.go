package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"gandan/ent/gid"
	"gandan/ent/mixin"
)

// Vote is one voice of one citizen for one question.
type Vote struct{ ent.Schema }

// Mixin of Vote.
func (Vote) Mixin() []ent.Mixin {
	return []ent.Mixin{mixin.ID{}, mixin.Times{}}
}

// Fields of Vote.
func (Vote) Fields() []ent.Field {
	return []ent.Field{
		field.UUID("question_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable(),
		field.UUID("voter_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable(),
	}
}

// Edges of Vote.
func (Vote) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("question", Question.Type).Unique().Field("question_id").Required().Immutable(),
		edge.To("voter", Account.Type).Unique().Field("voter_id").Required().Immutable(),
	}
}

// Indexes of Vote.
func (Vote) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("question_id", "voter_id").Unique(),
	}
}

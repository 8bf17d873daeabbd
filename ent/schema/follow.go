package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"gandan/ent/gid"
	"gandan/ent/mixin"
)

// Follow is a person who wants to hear what becomes of a question, a commitment, a conference or a draft.
type Follow struct{ ent.Schema }

// Mixin of Follow.
func (Follow) Mixin() []ent.Mixin {
	return []ent.Mixin{mixin.ID{}, mixin.Times{}}
}

// Fields of Follow.
func (Follow) Fields() []ent.Field {
	return []ent.Field{
		field.UUID("subject_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable(),
		field.UUID("account_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable(),
	}
}

// Edges of Follow.
func (Follow) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("account", Account.Type).Unique().Field("account_id").Required().Immutable(),
	}
}

// Indexes of Follow.
func (Follow) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("subject_id", "account_id").Unique(),
		index.Fields("account_id", "created_at", "id"),
	}
}

package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"gandan/ent/gid"
	"gandan/ent/mixin"
)

// Clause is one article or point of a version of a draft.
type Clause struct{ ent.Schema }

// Mixin of Clause.
func (Clause) Mixin() []ent.Mixin {
	return []ent.Mixin{mixin.ID{}, mixin.Times{}}
}

// Fields of Clause.
func (Clause) Fields() []ent.Field {
	return []ent.Field{
		field.UUID("draft_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable(),
		field.UUID("version_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable(),
		field.Int("position").Immutable().Comment("from 1"),
		field.String("label").MaxRuneLen(60).Immutable().Comment("such as Điều 3 khoản 2; the same clause keeps its label in later versions"),
		field.String("label_folded").MaxRuneLen(191).Immutable().Comment("by which the clause is the same one in another version"),
		field.Int("version_number").Immutable().Comment("of the version it stands in"),
		field.Text("body").Immutable(),
		field.Int("received").Default(0).Comment("opinions on it that count"),
		field.Int("answered").Default(0).Comment("of them, those with an answer"),
	}
}

// Edges of Clause.
func (Clause) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("draft", Draft.Type).Unique().Field("draft_id").Required().Immutable(),
		edge.To("version", DraftVersion.Type).Unique().Field("version_id").Required().Immutable(),
	}
}

// Indexes of Clause.
func (Clause) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("version_id", "position").Unique(),
		index.Fields("version_id", "label_folded").Unique(),
		index.Fields("draft_id", "version_number", "label_folded"),
	}
}

package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"gandan/ent/gid"
	"gandan/ent/mixin"
)

// DraftVersion is the draft as it read at one time.
type DraftVersion struct{ ent.Schema }

// Mixin of DraftVersion.
func (DraftVersion) Mixin() []ent.Mixin {
	return []ent.Mixin{mixin.ID{}, mixin.Times{}}
}

// Fields of DraftVersion.
func (DraftVersion) Fields() []ent.Field {
	return []ent.Field{
		field.UUID("draft_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable(),
		field.Int("number").Immutable().Comment("from 1"),
		field.String("note").MaxRuneLen(1000).Optional().Nillable().Immutable().Comment("what changed and why"),
		field.Time("published_at").SchemaType(mixin.Micros()).Immutable(),
	}
}

// Edges of DraftVersion.
func (DraftVersion) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("draft", Draft.Type).Unique().Field("draft_id").Required().Immutable(),
		edge.From("clauses", Clause.Type).Ref("version"),
	}
}

// Indexes of DraftVersion.
func (DraftVersion) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("draft_id", "number").Unique(),
	}
}

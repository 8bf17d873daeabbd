package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"gandan/ent/gid"
	"gandan/ent/mixin"
)

// CriticismDocument is what the Front sends to the drafter after the criticism.
type CriticismDocument struct{ ent.Schema }

// Mixin of CriticismDocument.
func (CriticismDocument) Mixin() []ent.Mixin {
	return []ent.Mixin{mixin.ID{}, mixin.Times{}}
}

// Fields of CriticismDocument.
func (CriticismDocument) Fields() []ent.Field {
	return []ent.Field{
		field.UUID("draft_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable(),
		field.Int("version").Immutable().Comment("from 1"),
		field.Text("body").Immutable(),
		field.Int("received").Immutable().Comment("opinions it stands on"),
		field.Time("sent_at").SchemaType(mixin.Micros()).Immutable(),
	}
}

// Edges of CriticismDocument.
func (CriticismDocument) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("draft", Draft.Type).Unique().Field("draft_id").Required().Immutable(),
	}
}

// Indexes of CriticismDocument.
func (CriticismDocument) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("draft_id", "version").Unique(),
	}
}

package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"gandan/ent/gid"
	"gandan/ent/mixin"
)

// AgendaItem is one point of the agenda; in a criticism conference one of the seven steps.
type AgendaItem struct{ ent.Schema }

// Mixin of AgendaItem.
func (AgendaItem) Mixin() []ent.Mixin {
	return []ent.Mixin{mixin.ID{}, mixin.Times{}}
}

// Fields of AgendaItem.
func (AgendaItem) Fields() []ent.Field {
	return []ent.Field{
		field.UUID("conference_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable(),
		field.Int("position").Immutable().Comment("from 1"),
		field.String("title").MaxRuneLen(300),
		field.Int("minutes").Optional().Nillable(),
		field.Enum("step").Values("OPENING", "PRESENTATION", "ORIENTATION", "DISCUSSION", "EXPLANATION", "CONCLUSION", "DOCUMENT").Optional().Nillable().Comment("of a criticism conference (joint resolution 403/2017)"),
		field.UUID("speaker_id", gid.ID{}).SchemaType(mixin.Binary16()).Optional().Nillable().Comment("the organisation that speaks"),
		field.Time("begun_at").SchemaType(mixin.Micros()).Optional().Nillable(),
	}
}

// Edges of AgendaItem.
func (AgendaItem) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("conference", Conference.Type).Unique().Field("conference_id").Required().Immutable(),
		edge.To("speaker", Organisation.Type).Unique().Field("speaker_id"),
	}
}

// Indexes of AgendaItem.
func (AgendaItem) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("conference_id", "position").Unique(),
	}
}

package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"gandan/ent/gid"
	"gandan/ent/mixin"
)

// ModerationCase is a piece of content waiting for a decision, or decided. It keeps the original words.
type ModerationCase struct{ ent.Schema }

// Mixin of ModerationCase.
func (ModerationCase) Mixin() []ent.Mixin {
	return []ent.Mixin{mixin.ID{}, mixin.Times{}, mixin.Territory{}}
}

// Fields of ModerationCase.
func (ModerationCase) Fields() []ent.Field {
	return []ent.Field{
		field.UUID("subject_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable(),
		field.Enum("subject_kind").Values("QUESTION", "HELP_REQUEST", "OPINION").Immutable(),
		field.Enum("cause").Values("PRE_MODERATION", "FLAG").Immutable(),
		field.UUID("author_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable(),
		field.Text("original").Immutable(),
		field.Enum("status").Values("OPEN", "DECIDED"),
		field.Time("opened_at").SchemaType(mixin.Micros()).Immutable(),
		field.Int("flag_count").Default(0),
		field.JSON("reasons", []string{}).Comment("distinct reasons of the flags, sorted"),
		field.String("open_for").MaxRuneLen(36).Optional().Nillable().Unique().Comment("the subject while open: a subject has one open case at most"),
	}
}

// Edges of ModerationCase.
func (ModerationCase) Edges() []ent.Edge {
	return []ent.Edge{
		edge.From("decisions", Decision.Type).Ref("moderation_case"),
	}
}

// Indexes of ModerationCase.
func (ModerationCase) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("unit_id", "status", "opened_at", "id"),
		index.Fields("status", "opened_at", "id"),
		index.Fields("subject_id"),
	}
}

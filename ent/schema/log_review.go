package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"gandan/ent/gid"
	"gandan/ent/mixin"
)

// LogReview is what was said of an assistance log: confirmed, disputed, approved, rejected, corrected. Rows are added and never changed.
type LogReview struct{ ent.Schema }

// Mixin of LogReview.
func (LogReview) Mixin() []ent.Mixin {
	return []ent.Mixin{mixin.ID{}, mixin.Times{}, mixin.Territory{}}
}

// Fields of LogReview.
func (LogReview) Fields() []ent.Field {
	return []ent.Field{
		field.UUID("log_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable(),
		field.String("verb").MaxRuneLen(32).Immutable(),
		field.UUID("actor_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable(),
		field.Enum("role").Values("CITIZEN", "VOLUNTEER", "LEAD").Immutable(),
		field.Enum("reason_code").Values("DID_NOT_HAPPEN", "WRONG_TIME", "NOT_AS_WRITTEN", "OTHER").Optional().Nillable().Immutable(),
		field.String("comment").MaxRuneLen(500).Optional().Nillable().Immutable(),
		field.String("status").MaxRuneLen(16).Immutable().Comment("where the log stood from then on"),
	}
}

// Edges of LogReview.
func (LogReview) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("log", AssistanceLog.Type).Unique().Field("log_id").Required().Immutable(),
	}
}

// Indexes of LogReview.
func (LogReview) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("log_id", "created_at", "id"),
	}
}

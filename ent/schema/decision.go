package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"gandan/ent/gid"
	"gandan/ent/mixin"
)

// Decision is what an admin decided in a case, with the reason the author is told. Every one is kept.
type Decision struct{ ent.Schema }

// Mixin of Decision.
func (Decision) Mixin() []ent.Mixin {
	return []ent.Mixin{mixin.ID{}, mixin.Times{}}
}

// Fields of Decision.
func (Decision) Fields() []ent.Field {
	return []ent.Field{
		field.UUID("case_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable(),
		field.Enum("outcome").Values("APPROVE", "HIDE").Immutable(),
		field.Enum("reason_code").Values("WITHIN_RULES", "SPAM", "ABUSE", "PERSONAL_DATA", "OFF_TOPIC", "FALSE_INFORMATION", "COMPLAINT_OR_DENUNCIATION", "DUPLICATE", "OTHER").Immutable(),
		field.String("statement").MaxRuneLen(2000).Immutable(),
		field.UUID("decided_by_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable(),
		field.Time("decided_at").SchemaType(mixin.Micros()).Immutable(),
	}
}

// Edges of Decision.
func (Decision) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("moderation_case", ModerationCase.Type).Unique().Field("case_id").Required().Immutable(),
	}
}

// Indexes of Decision.
func (Decision) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("case_id", "id"),
	}
}

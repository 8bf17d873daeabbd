package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"gandan/ent/gid"
	"gandan/ent/mixin"
)

// Activity is one thing that happened in a conference, numbered without gaps.
type Activity struct{ ent.Schema }

// Mixin of Activity.
func (Activity) Mixin() []ent.Mixin {
	return []ent.Mixin{mixin.ID{}, mixin.Times{}}
}

// Fields of Activity.
func (Activity) Fields() []ent.Field {
	return []ent.Field{
		field.UUID("conference_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable(),
		field.Int("sequence").Immutable(),
		field.Enum("kind").Values("QUESTION_PUBLISHED", "QUESTION_ANSWERED", "VOTES_CHANGED", "QUESTION_HIDDEN", "STATUS_CHANGED",
			"QUEUE_CHANGED", "QUESTIONS_PAUSED", "QUESTIONS_RESUMED", "POLL_OPENED", "POLL_CLOSED", "POLL_PUBLISHED",
			"ATTENDANCE_CHANGED", "AGENDA_MOVED", "RESCHEDULED", "CONCLUSION_CHANGED").Immutable(),
		field.UUID("question_id", gid.ID{}).SchemaType(mixin.Binary16()).Optional().Nillable().Immutable(),
		field.UUID("poll_id", gid.ID{}).SchemaType(mixin.Binary16()).Optional().Nillable().Immutable(),
		field.Enum("conference_status").Values("DRAFT", "ANNOUNCED", "LIVE", "ENDED", "CONCLUDED", "CANCELLED").Immutable(),
	}
}

// Edges of Activity.
func (Activity) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("conference", Conference.Type).Unique().Field("conference_id").Required().Immutable(),
		edge.To("question", Question.Type).Unique().Field("question_id").Immutable(),
		edge.To("poll", Poll.Type).Unique().Field("poll_id").Immutable(),
	}
}

// Indexes of Activity.
func (Activity) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("conference_id", "sequence").Unique(),
	}
}

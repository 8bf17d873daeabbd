package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"gandan/ent/gid"
	"gandan/ent/mixin"
)

// Conference is a dialogue or social-criticism conference of a unit.
type Conference struct{ ent.Schema }

// Mixin of Conference.
func (Conference) Mixin() []ent.Mixin {
	return []ent.Mixin{mixin.ID{}, mixin.Times{}, mixin.Territory{}}
}

// Fields of Conference.
func (Conference) Fields() []ent.Field {
	return []ent.Field{
		field.Enum("kind").Values("DIALOGUE", "SOCIAL_CRITICISM").Immutable(),
		field.Enum("occasion").Values("PERIODIC", "AD_HOC").Default("PERIODIC").Comment("định kỳ or đột xuất"),
		field.Enum("form").Values("IN_PERSON", "ONLINE", "HYBRID").Optional().Comment("empty = not said"),
		field.String("title").MaxRuneLen(200),
		field.String("topic").MaxRuneLen(500).Optional().Nillable(),
		field.UUID("host_id", gid.ID{}).SchemaType(mixin.Binary16()).Optional().Nillable(),
		field.UUID("created_by_id", gid.ID{}).SchemaType(mixin.Binary16()).Optional().Nillable().Immutable(),
		field.Time("starts_at").SchemaType(mixin.Micros()),
		field.Time("ends_at").SchemaType(mixin.Micros()),
		field.String("venue").MaxRuneLen(300).Optional().Nillable(),
		field.String("online_url").MaxRuneLen(500).Optional().Nillable().Comment("where one takes part from afar"),
		field.Int("capacity").Optional().Nillable(),
		field.Enum("moderation").Values("BEFORE_PUBLICATION", "AFTER_PUBLICATION").Immutable(),
		field.Enum("status").Values("DRAFT", "ANNOUNCED", "LIVE", "ENDED", "CONCLUDED", "CANCELLED"),
		field.Bool("listed").Default(false).Comment("announced once, so the public may read it"),
		field.Bool("urgent").Default(false),
		field.String("urgent_reason").MaxRuneLen(500).Optional().Nillable(),
		field.Time("announced_at").SchemaType(mixin.Micros()).Optional().Nillable(),
		field.Time("started_at").SchemaType(mixin.Micros()).Optional().Nillable(),
		field.Time("ended_at").SchemaType(mixin.Micros()).Optional().Nillable(),
		field.Time("cancelled_at").SchemaType(mixin.Micros()).Optional().Nillable(),
		field.String("cancel_reason").MaxRuneLen(500).Optional().Nillable(),
		field.Time("rescheduled_at").SchemaType(mixin.Micros()).Optional().Nillable(),
		field.String("reschedule_reason").MaxRuneLen(500).Optional().Nillable().Comment("of the latest change of time or place"),
		field.Text("conclusion_body").Optional().Nillable(),
		field.Time("concluded_at").SchemaType(mixin.Micros()).Optional().Nillable(),
		field.Int("question_count").Default(0).Comment("questions the public may read"),
		field.Int("registered_count").Default(0).Comment("seats taken or held by an offer"),
		field.Int("waiting_count").Default(0),
		field.Int("attended_count").Default(0),
		field.Int("last_registration").Default(0).Comment("number of the newest registration"),
		field.Int("schedule_version").Default(0).Comment("rises when time or place change: calendars follow it"),
		field.Bool("questions_paused").Default(false),
		field.UUID("answering_id", gid.ID{}).SchemaType(mixin.Binary16()).Optional().Nillable().Comment("the question that is being answered now"),
		field.Int("conclusion_version").Default(0),
		field.Int("last_sequence").Default(0).Comment("of its activity"),
	}
}

// Edges of Conference.
func (Conference) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("unit", Unit.Type).Unique().Field("unit_id").Required().Immutable(),
		edge.To("host", Organisation.Type).Unique().Field("host_id"),
		edge.From("sittings", Sitting.Type).Ref("conference"),
		edge.From("agenda", AgendaItem.Type).Ref("conference"),
		edge.From("invitations", Invitation.Type).Ref("conference"),
		edge.From("questions", Question.Type).Ref("conference"),
		edge.From("commitments", Commitment.Type).Ref("conference"),
	}
}

// Indexes of Conference.
func (Conference) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("listed", "starts_at", "id"),
		index.Fields("unit_id", "listed", "starts_at", "id"),
		index.Fields("unit_id", "starts_at", "id"),
	}
}

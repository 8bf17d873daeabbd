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
		field.String("title").MaxRuneLen(200),
		field.String("topic").MaxRuneLen(500).Optional().Nillable(),
		field.UUID("host_id", gid.ID{}).SchemaType(mixin.Binary16()).Optional().Nillable(),
		field.UUID("created_by_id", gid.ID{}).SchemaType(mixin.Binary16()).Optional().Nillable().Immutable(),
		field.Time("starts_at").SchemaType(mixin.Micros()),
		field.Time("ends_at").SchemaType(mixin.Micros()),
		field.String("venue").MaxRuneLen(300).Optional().Nillable(),
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
		field.Text("conclusion_body").Optional().Nillable(),
		field.Time("concluded_at").SchemaType(mixin.Micros()).Optional().Nillable(),
		field.Int("question_count").Default(0).Comment("questions the public may read"),
		field.Int("registered_count").Default(0),
		field.Int("last_sequence").Default(0).Comment("of its activity"),
	}
}

// Edges of Conference.
func (Conference) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("unit", Unit.Type).Unique().Field("unit_id").Required().Immutable(),
		edge.To("host", Organisation.Type).Unique().Field("host_id"),
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

package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"gandan/ent/gid"
	"gandan/ent/mixin"
)

// Poll is a question of the chair to the room, answered by ballot.
type Poll struct{ ent.Schema }

// Mixin of Poll.
func (Poll) Mixin() []ent.Mixin {
	return []ent.Mixin{mixin.ID{}, mixin.Times{}, mixin.Territory{}}
}

// Fields of Poll.
func (Poll) Fields() []ent.Field {
	return []ent.Field{
		field.UUID("conference_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable(),
		field.String("question").MaxRuneLen(500),
		field.Enum("kind").Values("SINGLE", "MULTIPLE").Immutable(),
		field.Int("most_choices").Default(1).Immutable(),
		field.Enum("status").Values("DRAFT", "OPEN", "CLOSED", "PUBLISHED"),
		field.Bool("listed").Default(false).Comment("opened once, so the public may read it"),
		field.Int("ballot_count").Default(0),
		field.UUID("open_for", gid.ID{}).SchemaType(mixin.Binary16()).Optional().Nillable().Unique().Comment("the conference while it is open: one poll at a time"),
		field.Time("opened_at").SchemaType(mixin.Micros()).Optional().Nillable(),
		field.Time("closed_at").SchemaType(mixin.Micros()).Optional().Nillable(),
		field.Time("published_at").SchemaType(mixin.Micros()).Optional().Nillable(),
	}
}

// Edges of Poll.
func (Poll) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("conference", Conference.Type).Unique().Field("conference_id").Required().Immutable(),
		edge.From("options", PollOption.Type).Ref("poll"),
	}
}

// Indexes of Poll.
func (Poll) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("conference_id", "listed", "created_at", "id"),
		index.Fields("conference_id", "created_at", "id"),
	}
}

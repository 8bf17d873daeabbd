package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"gandan/ent/gid"
	"gandan/ent/mixin"
)

// PollOption is one answer that a poll offers, with how many ballots chose it.
type PollOption struct{ ent.Schema }

// Mixin of PollOption. It has no instants: that of its last change would be that of the last ballot which chose it, and the
// ballots say who voted when.
func (PollOption) Mixin() []ent.Mixin {
	return []ent.Mixin{mixin.ID{}}
}

// Fields of PollOption.
func (PollOption) Fields() []ent.Field {
	return []ent.Field{
		field.UUID("poll_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable(),
		field.Int("position").Immutable().Comment("from 1"),
		field.String("text").MaxRuneLen(300).Immutable(),
		field.Int("ballot_count").Default(0),
	}
}

// Edges of PollOption.
func (PollOption) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("poll", Poll.Type).Unique().Field("poll_id").Required().Immutable(),
	}
}

// Indexes of PollOption.
func (PollOption) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("poll_id", "position").Unique(),
	}
}

package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"gandan/ent/gid"
	"gandan/ent/mixin"
)

// Commitment is a promise made at a conference, with an owner and a day.
type Commitment struct{ ent.Schema }

// Mixin of Commitment.
func (Commitment) Mixin() []ent.Mixin {
	return []ent.Mixin{mixin.ID{}, mixin.Times{}, mixin.Territory{}}
}

// Fields of Commitment.
func (Commitment) Fields() []ent.Field {
	return []ent.Field{
		field.UUID("conference_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable(),
		field.UUID("question_id", gid.ID{}).SchemaType(mixin.Binary16()).Optional().Nillable().Immutable(),
		field.Text("text").Immutable(),
		field.UUID("responsible_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable(),
		field.String("due_on").MaxRuneLen(10).Immutable().Comment("the last day, local"),
		field.Enum("status").Values("OPEN", "KEPT"),
		field.Time("kept_at").SchemaType(mixin.Micros()).Optional().Nillable(),
	}
}

// Edges of Commitment.
func (Commitment) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("conference", Conference.Type).Unique().Field("conference_id").Required().Immutable(),
		edge.To("question", Question.Type).Unique().Field("question_id").Immutable(),
		edge.To("responsible", Organisation.Type).Unique().Field("responsible_id").Required().Immutable(),
	}
}

// Indexes of Commitment.
func (Commitment) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("conference_id", "due_on", "id"),
		index.Fields("responsible_id", "status", "due_on"),
	}
}

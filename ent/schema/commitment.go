package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/dialect/entsql"
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
		field.String("due_on").MaxRuneLen(10).Comment("the last day, local; extended with a public reason"),
		field.Enum("status").Values("OPEN", "COMPLETED", "DISPUTED", "KEPT"),
		field.Bool("listed").Default(false).Annotations(entsql.Default("1")).Comment("made at a public conference, so the public may read it; those of before this column were"),
		field.UUID("owner_id", gid.ID{}).SchemaType(mixin.Binary16()).Optional().Nillable().Immutable().Comment("who asked the question it came from: confirms or disputes; shown to nobody"),
		field.Int("extensions").Default(0),
		field.Text("evidence").Optional().Nillable().Comment("what shows that it was done"),
		field.Time("completed_at").SchemaType(mixin.Micros()).Optional().Nillable().Comment("when it was last called done"),
		field.String("confirm_until").MaxRuneLen(10).Optional().Nillable().Comment("the last day, local, on which the asker may confirm or dispute that; null unless it is COMPLETED"),
		field.Int("entry_count").Default(0).Comment("lines of its ledger"),
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
		index.Fields("listed", "status", "due_on", "id"),
		index.Fields("unit_id", "listed", "status", "due_on", "id"),
		index.Fields("responsible_id", "listed", "status", "due_on", "id"),
		index.Fields("owner_id", "created_at", "id"),
		index.Fields("confirm_until", "id"),
	}
}

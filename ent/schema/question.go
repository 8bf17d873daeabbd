package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"gandan/ent/gid"
	"gandan/ent/mixin"
)

// Question is what a citizen asks at a conference. The author is shown to nobody unless they chose so.
type Question struct{ ent.Schema }

// Mixin of Question.
func (Question) Mixin() []ent.Mixin {
	return []ent.Mixin{mixin.ID{}, mixin.Times{}, mixin.Territory{}}
}

// Fields of Question.
func (Question) Fields() []ent.Field {
	return []ent.Field{
		field.UUID("conference_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable(),
		field.UUID("author_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable(),
		field.String("client_id").MaxRuneLen(36).Optional().Nillable().Immutable().Comment("made on the phone"),
		field.Bytes("client_fingerprint").MaxLen(32).Optional().Immutable().Comment("what the client id was first sent with"),
		field.Text("body").Immutable(),
		field.Bool("show_name").Immutable(),
		field.String("shown_name").MaxRuneLen(100).Optional().Nillable().Comment("the name as the author chose to show it"),
		field.Enum("status").Values("PENDING", "PUBLISHED", "ANSWERED", "HIDDEN", "MERGED"),
		field.Bool("listed").Default(false).Comment("published or answered: the public may read it"),
		field.String("topic").MaxRuneLen(40).Optional().Nillable().Comment("code of the public list of topics"),
		field.Bytes("lookup_hash").MaxLen(32).SchemaType(mixin.Binary32()).Optional().Unique().Immutable().Comment("of the code with which the asker finds it without a sign-in"),
		field.Int("vote_count").Default(0),
		field.Enum("stage").Values("NONE", "NEXT", "NOW", "LATER", "DONE").Default("NONE").Comment("its place in the hands of the moderator"),
		field.Int("stage_position").Default(0).Comment("order within NEXT and LATER"),
		field.UUID("owner_id", gid.ID{}).SchemaType(mixin.Binary16()).Optional().Nillable().Comment("the organisation that owes an answer in writing"),
		field.String("answer_due_on").MaxRuneLen(10).Optional().Nillable().Comment("the last day for that answer, local"),
		field.String("answer_due_reason").MaxRuneLen(500).Optional().Nillable().Comment("why the day was put off; the public reads it"),
		field.Time("assigned_at").SchemaType(mixin.Micros()).Optional().Nillable().Comment("since when it owes it: the clock starts here"),
		field.Time("published_at").SchemaType(mixin.Micros()).Optional().Nillable(),
		field.Text("answer_body").Optional().Nillable(),
		field.Time("answered_at").SchemaType(mixin.Micros()).Optional().Nillable(),
		field.Bool("answered_there").Default(false).Comment("answered while the conference went on"),
		field.UUID("answered_by_id", gid.ID{}).SchemaType(mixin.Binary16()).Optional().Nillable(),
		field.UUID("merged_into_id", gid.ID{}).SchemaType(mixin.Binary16()).Optional().Nillable(),
	}
}

// Edges of Question.
func (Question) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("conference", Conference.Type).Unique().Field("conference_id").Required().Immutable(),
		edge.To("author", Account.Type).Unique().Field("author_id").Required().Immutable(),
		edge.To("owner", Organisation.Type).Unique().Field("owner_id"),
		edge.To("answered_by", Organisation.Type).Unique().Field("answered_by_id"),
		edge.To("merged", Question.Type).From("merged_into").Unique().Field("merged_into_id"),
	}
}

// Indexes of Question.
func (Question) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("conference_id", "listed", "vote_count", "id"),
		index.Fields("conference_id", "listed", "created_at", "id"),
		// These do not begin with the conference: MariaDB would take one of them for the two lists above, and sort.
		index.Fields("topic", "conference_id", "listed", "vote_count", "id"),
		index.Fields("topic", "conference_id", "listed", "created_at", "id"),
		index.Fields("stage", "conference_id", "listed", "stage_position", "id"),
		index.Fields("status", "owner_id", "conference_id", "id"),
		index.Fields("status", "answer_due_on", "id"),
		index.Fields("unit_id", "status", "answer_due_on", "id"),
		index.Fields("owner_id", "status", "answer_due_on", "id"),
		index.Fields("merged_into_id"),
		index.Fields("author_id", "created_at", "id"),
		index.Fields("author_id", "client_id").Unique(),
	}
}

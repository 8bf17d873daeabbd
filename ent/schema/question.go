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
		field.Int("vote_count").Default(0),
		field.Time("published_at").SchemaType(mixin.Micros()).Optional().Nillable(),
		field.Text("answer_body").Optional().Nillable(),
		field.Time("answered_at").SchemaType(mixin.Micros()).Optional().Nillable(),
		field.UUID("answered_by_id", gid.ID{}).SchemaType(mixin.Binary16()).Optional().Nillable(),
		field.UUID("merged_into_id", gid.ID{}).SchemaType(mixin.Binary16()).Optional().Nillable(),
	}
}

// Edges of Question.
func (Question) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("conference", Conference.Type).Unique().Field("conference_id").Required().Immutable(),
		edge.To("author", Account.Type).Unique().Field("author_id").Required().Immutable(),
		edge.To("answered_by", Organisation.Type).Unique().Field("answered_by_id"),
		edge.To("merged", Question.Type).From("merged_into").Unique().Field("merged_into_id"),
	}
}

// Indexes of Question.
func (Question) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("conference_id", "listed", "vote_count", "id"),
		index.Fields("conference_id", "listed", "created_at", "id"),
		index.Fields("author_id", "created_at", "id"),
		index.Fields("author_id", "client_id").Unique(),
	}
}

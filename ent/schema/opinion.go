package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"gandan/ent/gid"
	"gandan/ent/mixin"
)

// Opinion is what somebody says of a draft or of one clause of it, and what the drafter answers.
type Opinion struct{ ent.Schema }

// Mixin of Opinion.
func (Opinion) Mixin() []ent.Mixin {
	return []ent.Mixin{mixin.ID{}, mixin.Times{}, mixin.Territory{}}
}

// Fields of Opinion.
func (Opinion) Fields() []ent.Field {
	return []ent.Field{
		field.UUID("draft_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable(),
		field.Int("number").Immutable().Comment("in the order of coming, from 1"),
		field.UUID("clause_id", gid.ID{}).SchemaType(mixin.Binary16()).Optional().Nillable().Immutable().Comment("empty = on the whole"),
		field.UUID("author_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable().Comment("the account that entered it; shown to nobody"),
		field.UUID("organisation_id", gid.ID{}).SchemaType(mixin.Binary16()).Optional().Nillable().Immutable().Comment("in whose name, if in that of an organisation"),
		field.String("client_id").MaxRuneLen(36).Optional().Nillable().Immutable().Comment("made on the phone"),
		field.Bytes("client_fingerprint").MaxLen(32).Optional().Immutable(),
		field.Enum("capacity").Values("CITIZEN", "ORGANISATION", "EXPERT").Immutable(),
		field.Enum("channel").Values("CONFERENCE", "WRITTEN", "DIRECT_DIALOGUE").Immutable(),
		field.Text("body").Immutable(),
		field.Bool("entered_by_organiser").Default(false).Immutable().Comment("an admin wrote down what was said in the room"),
		field.Enum("status").Values("RECEIVED", "ANSWERED", "HIDDEN"),
		field.Bool("listed").Default(false).Comment("the public may read it"),
		field.Enum("response").Values("ACCEPTED", "PARTLY", "NOT_ACCEPTED").Optional().Nillable(),
		field.Text("response_reason").Optional().Nillable(),
		field.Text("changed_words").Optional().Nillable().Comment("the words of the draft that changed"),
		field.Time("responded_at").SchemaType(mixin.Micros()).Optional().Nillable(),
	}
}

// Edges of Opinion.
func (Opinion) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("draft", Draft.Type).Unique().Field("draft_id").Required().Immutable(),
		edge.To("clause", Clause.Type).Unique().Field("clause_id").Immutable(),
		edge.To("author", Account.Type).Unique().Field("author_id").Required().Immutable(),
		edge.To("organisation", Organisation.Type).Unique().Field("organisation_id").Immutable(),
	}
}

// Indexes of Opinion.
func (Opinion) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("draft_id", "listed", "created_at", "id"),
		index.Fields("draft_id", "status", "created_at", "id"),
		index.Fields("clause_id", "listed", "created_at", "id"),
		index.Fields("draft_id", "number").Unique(),
		index.Fields("author_id", "created_at", "id"),
		index.Fields("author_id", "client_id").Unique(),
	}
}

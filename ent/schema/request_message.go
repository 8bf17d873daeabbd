package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"gandan/ent/gid"
	"gandan/ent/mixin"
)

// RequestMessage is what the citizen of a request and those who help wrote to each other. Never changed.
type RequestMessage struct{ ent.Schema }

// Mixin of RequestMessage.
func (RequestMessage) Mixin() []ent.Mixin {
	return []ent.Mixin{mixin.ID{}, mixin.Times{}}
}

// Fields of RequestMessage.
func (RequestMessage) Fields() []ent.Field {
	return []ent.Field{
		field.UUID("help_request_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable(),
		field.UUID("author_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable(),
		field.Enum("by").Values("CITIZEN", "VOLUNTEER", "UNIT").Immutable().Comment("for whom the author wrote"),
		field.Text("body").Immutable(),
		field.Int("sequence").Immutable().Comment("within the request, from 1"),
		field.String("client_id").MaxRuneLen(36).Optional().Nillable().Immutable().Comment("made on the phone"),
		field.Bytes("client_fingerprint").MaxLen(32).Optional().Immutable().Comment("what the client id was first sent with"),
	}
}

// Edges of RequestMessage.
func (RequestMessage) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("help_request", HelpRequest.Type).Unique().Field("help_request_id").Required().Immutable(),
		edge.To("author", Account.Type).Unique().Field("author_id").Required().Immutable(),
	}
}

// Indexes of RequestMessage.
func (RequestMessage) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("help_request_id", "sequence").Unique(),
		index.Fields("help_request_id", "author_id", "sequence"),
		index.Fields("author_id", "client_id").Unique(),
	}
}

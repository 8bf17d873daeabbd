package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"gandan/ent/gid"
	"gandan/ent/mixin"
)

// ContactParty is how one person stands to the messages and the phone number of one request.
type ContactParty struct{ ent.Schema }

// Mixin of ContactParty.
func (ContactParty) Mixin() []ent.Mixin {
	return []ent.Mixin{mixin.ID{}, mixin.Times{}}
}

// Fields of ContactParty.
func (ContactParty) Fields() []ent.Field {
	return []ent.Field{
		field.UUID("help_request_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable(),
		field.UUID("account_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable(),
		field.Int("read_sequence").Default(0).Comment("the messages up to this one are read"),
		field.Time("refused_at").SchemaType(mixin.Micros()).Optional().Nillable().Comment("of the citizen: since when the number may not be opened by consent"),
	}
}

// Edges of ContactParty.
func (ContactParty) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("help_request", HelpRequest.Type).Unique().Field("help_request_id").Required().Immutable(),
		edge.To("account", Account.Type).Unique().Field("account_id").Required().Immutable(),
	}
}

// Indexes of ContactParty.
func (ContactParty) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("help_request_id", "account_id").Unique(),
	}
}

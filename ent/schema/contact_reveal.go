package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"gandan/ent/gid"
	"gandan/ent/mixin"
)

// ContactReveal says that somebody opened the phone number of the citizen of a request, on what ground and until when. Rows
// are added and never changed; the number stands in none.
type ContactReveal struct{ ent.Schema }

// Mixin of ContactReveal.
func (ContactReveal) Mixin() []ent.Mixin {
	return []ent.Mixin{mixin.ID{}, mixin.Times{}}
}

// Fields of ContactReveal.
func (ContactReveal) Fields() []ent.Field {
	return []ent.Field{
		field.UUID("help_request_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable(),
		field.UUID("subject_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable().Comment("whose number"),
		field.UUID("viewer_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable(),
		field.Enum("viewer_role").Values("VOLUNTEER", "ADMIN").Immutable(),
		field.Enum("basis").Values("CONSENT", "REASON").Immutable(),
		field.String("reason").MaxRuneLen(500).Optional().Nillable().Immutable(),
		field.Time("until").SchemaType(mixin.Micros()).Immutable(),
		field.UUID("held_from_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable().Comment("the step of the trail with which the hold began"),
	}
}

// Edges of ContactReveal.
func (ContactReveal) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("help_request", HelpRequest.Type).Unique().Field("help_request_id").Required().Immutable(),
		edge.To("viewer", Account.Type).Unique().Field("viewer_id").Required().Immutable(),
	}
}

// Indexes of ContactReveal.
func (ContactReveal) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("help_request_id", "created_at", "id"),
		index.Fields("help_request_id", "viewer_id", "created_at", "id"),
		index.Fields("help_request_id", "viewer_id", "until"),
		index.Fields("viewer_id", "created_at", "id"),
	}
}

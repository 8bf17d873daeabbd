package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"gandan/ent/gid"
	"gandan/ent/mixin"
)

// Invitation is an organisation that takes part in a conference, and how.
type Invitation struct{ ent.Schema }

// Mixin of Invitation.
func (Invitation) Mixin() []ent.Mixin {
	return []ent.Mixin{mixin.ID{}, mixin.Times{}}
}

// Fields of Invitation.
func (Invitation) Fields() []ent.Field {
	return []ent.Field{
		field.UUID("conference_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable(),
		field.UUID("organisation_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable(),
		field.Enum("part").Values("CHAIR", "CO_CHAIR", "COORDINATOR", "INVITED"),
		field.Time("attended_at").SchemaType(mixin.Micros()).Optional().Nillable().Comment("when it was seen at the door"),
	}
}

// Edges of Invitation.
func (Invitation) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("conference", Conference.Type).Unique().Field("conference_id").Required().Immutable(),
		edge.To("organisation", Organisation.Type).Unique().Field("organisation_id").Required().Immutable(),
	}
}

// Indexes of Invitation.
func (Invitation) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("conference_id", "organisation_id").Unique(),
	}
}

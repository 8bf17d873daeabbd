package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"gandan/ent/gid"
	"gandan/ent/mixin"
)

// Registration is one person who wants a seat at a conference, from the waiting list to the door. What was cancelled stays.
type Registration struct{ ent.Schema }

// Mixin of Registration.
func (Registration) Mixin() []ent.Mixin {
	return []ent.Mixin{mixin.ID{}, mixin.Times{}, mixin.Territory{}}
}

// Fields of Registration.
func (Registration) Fields() []ent.Field {
	return []ent.Field{
		field.UUID("conference_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable(),
		field.UUID("sitting_id", gid.ID{}).SchemaType(mixin.Binary16()).Optional().Nillable().Immutable(),
		field.UUID("account_id", gid.ID{}).SchemaType(mixin.Binary16()).Optional().Nillable().Immutable().Comment("empty for somebody who walked in without the app"),
		field.Enum("status").Values("WAITING", "OFFERED", "REGISTERED", "ATTENDED", "NO_SHOW", "LAPSED", "CANCELLED"),
		field.Int("number").Immutable().Comment("in the order of coming, from 1, without gaps in a conference"),
		field.String("code").MaxRuneLen(12).Optional().Nillable().Immutable().Comment("what is said at the door; empty for somebody who walked in"),
		field.String("active_for").MaxRuneLen(80).Optional().Nillable().Unique().Comment("conference and account while it counts: a person has one at most"),
		field.Time("offered_at").SchemaType(mixin.Micros()).Optional().Nillable(),
		field.Time("offer_until").SchemaType(mixin.Micros()).Optional().Nillable(),
		field.Time("registered_at").SchemaType(mixin.Micros()).Optional().Nillable(),
		field.Time("attended_at").SchemaType(mixin.Micros()).Optional().Nillable(),
		field.Enum("door").Values("QR", "CODE", "WALK_IN").Optional().Nillable().Comment("how they came in"),
		field.UUID("checked_in_by_id", gid.ID{}).SchemaType(mixin.Binary16()).Optional().Nillable(),
		field.Time("cancelled_at").SchemaType(mixin.Micros()).Optional().Nillable(),
		field.Time("reminded_at").SchemaType(mixin.Micros()).Optional().Nillable(),
		field.Int("told_version").Default(0).Comment("the schedule of the conference that the person knows of"),
	}
}

// Edges of Registration.
func (Registration) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("conference", Conference.Type).Unique().Field("conference_id").Required().Immutable(),
		edge.To("sitting", Sitting.Type).Unique().Field("sitting_id").Immutable(),
		edge.To("account", Account.Type).Unique().Field("account_id").Immutable(),
	}
}

// Indexes of Registration.
func (Registration) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("conference_id", "status", "number", "id"),
		index.Fields("sitting_id", "status", "number", "id"),
		index.Fields("conference_id", "number").Unique(),
		index.Fields("conference_id", "number", "id"),
		index.Fields("conference_id", "code").Unique(),
		index.Fields("account_id", "created_at", "id"),
		index.Fields("status", "offer_until", "id"),
	}
}

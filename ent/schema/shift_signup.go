package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"gandan/ent/gid"
	"gandan/ent/mixin"
)

// ShiftSignup is one person who signed up for a shift. What was left or called off stays as history.
type ShiftSignup struct{ ent.Schema }

// Mixin of ShiftSignup.
func (ShiftSignup) Mixin() []ent.Mixin {
	return []ent.Mixin{mixin.ID{}, mixin.Times{}, mixin.Territory{}}
}

// Fields of ShiftSignup.
func (ShiftSignup) Fields() []ent.Field {
	return []ent.Field{
		field.UUID("shift_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable(),
		field.UUID("team_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable(),
		field.UUID("account_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable(),
		field.Enum("status").Values("SIGNED_UP", "LEFT", "PRESENT", "NO_SHOW", "CALLED_OFF"),
		field.String("active_for").MaxRuneLen(80).Optional().Nillable().Unique().Comment("shift and account while it counts: a person is in a shift once"),
		field.Time("starts_at").SchemaType(mixin.Micros()).Immutable().Comment("of the shift, which never moves"),
		field.Time("ends_at").SchemaType(mixin.Micros()).Immutable().Comment("of the shift"),
		field.Time("left_at").SchemaType(mixin.Micros()).Optional().Nillable(),
		field.Time("marked_at").SchemaType(mixin.Micros()).Optional().Nillable(),
		field.UUID("marked_by_id", gid.ID{}).SchemaType(mixin.Binary16()).Optional().Nillable(),
		field.String("comment").MaxRuneLen(500).Optional().Nillable().Comment("of who marked it: for the person, the leads and admins"),
		field.String("objection").MaxRuneLen(500).Optional().Nillable().Comment("of the person against the mark"),
		field.Time("objected_at").SchemaType(mixin.Micros()).Optional().Nillable(),
		field.Time("reminded_at").SchemaType(mixin.Micros()).Optional().Nillable(),
	}
}

// Edges of ShiftSignup.
func (ShiftSignup) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("shift", Shift.Type).Unique().Field("shift_id").Required().Immutable(),
		edge.To("account", Account.Type).Unique().Field("account_id").Required().Immutable(),
	}
}

// Indexes of ShiftSignup.
func (ShiftSignup) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("shift_id", "created_at", "id"),
		index.Fields("shift_id", "status", "created_at", "id"),
		index.Fields("account_id", "starts_at", "id"),
		index.Fields("account_id", "status", "starts_at", "id"),
		index.Fields("status", "reminded_at", "starts_at", "id"),

		// offline
		index.Fields("account_id", "status", "updated_at", "id"),
	}
}

package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"gandan/ent/gid"
	"gandan/ent/mixin"
)

// Shift is a time in which members of a team help, at a help point, in homes or from afar.
type Shift struct{ ent.Schema }

// Mixin of Shift.
func (Shift) Mixin() []ent.Mixin {
	return []ent.Mixin{mixin.ID{}, mixin.Times{}, mixin.Territory{}}
}

// Fields of Shift.
func (Shift) Fields() []ent.Field {
	return []ent.Field{
		field.UUID("team_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable(),
		field.Enum("place").Values("HELP_POINT", "HOME_VISITS", "REMOTE").Immutable(),
		field.UUID("help_point_id", gid.ID{}).SchemaType(mixin.Binary16()).Optional().Nillable().Immutable(),
		field.Time("starts_at").SchemaType(mixin.Micros()).Immutable(),
		field.Time("ends_at").SchemaType(mixin.Micros()).Immutable(),
		field.Int("capacity").Immutable(),
		field.Int("signed_count").Default(0).Comment("people who signed up and did not leave"),
		field.String("skill").MaxRuneLen(64).Optional().Nillable().Immutable().Comment("a group of procedures that who comes must know"),
		field.Enum("status").Values("PLANNED", "CALLED_OFF"),
		field.UUID("planned_by_id", gid.ID{}).SchemaType(mixin.Binary16()).Optional().Nillable().Immutable(),
		field.Time("called_off_at").SchemaType(mixin.Micros()).Optional().Nillable(),
		field.String("call_off_reason").MaxRuneLen(500).Optional().Nillable(),
		field.Time("pair_told_at").SchemaType(mixin.Micros()).Optional().Nillable().Comment("when the leads were told that the second of a pair is missing"),
	}
}

// Edges of Shift.
func (Shift) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("team", Team.Type).Unique().Field("team_id").Required().Immutable(),
		edge.To("help_point", HelpPoint.Type).Unique().Field("help_point_id").Immutable(),
	}
}

// Indexes of Shift.
func (Shift) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("team_id", "starts_at", "id"),
		index.Fields("unit_id", "starts_at", "id"),
		index.Fields("help_point_id", "status", "starts_at"),
		index.Fields("place", "status", "starts_at", "id"),
	}
}

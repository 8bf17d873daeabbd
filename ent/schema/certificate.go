package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"gandan/ent/gid"
	"gandan/ent/mixin"
)

// Certificate says how long somebody served. Its numbers are those of the instant of issue and stay.
type Certificate struct{ ent.Schema }

// Mixin of Certificate.
func (Certificate) Mixin() []ent.Mixin {
	return []ent.Mixin{mixin.ID{}, mixin.Times{}, mixin.Territory{}}
}

// Fields of Certificate.
func (Certificate) Fields() []ent.Field {
	return []ent.Field{
		field.UUID("volunteer_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable(),
		field.Enum("status").Values("REQUESTED", "ISSUED", "REVOKED"),
		field.String("from_day").MaxRuneLen(10).Immutable(),
		field.String("to_day").MaxRuneLen(10).Immutable(),
		field.String("open_key").MaxRuneLen(96).Optional().Nillable().Unique().Comment("volunteer, unit and period while it is only asked for: one at a time"),
		field.String("code").MaxRuneLen(32).Optional().Nillable().Unique().Comment("by which anybody verifies it: 100 bits"),
		field.String("name").MaxRuneLen(100).Optional().Nillable().Comment("as printed"),
		field.String("unit_name").MaxRuneLen(255).Optional().Nillable().Comment("as printed"),
		field.Int("sessions").Optional().Nillable(),
		field.Int("minutes").Optional().Nillable(),
		field.Int("people").Optional().Nillable().Comment("requests helped with"),
		field.Bytes("digest").MaxLen(32).Optional().Comment("SHA-256 of all that is printed"),
		field.Time("issued_at").SchemaType(mixin.Micros()).Optional().Nillable(),
		field.UUID("issued_by_id", gid.ID{}).SchemaType(mixin.Binary16()).Optional().Nillable(),
		field.Time("revoked_at").SchemaType(mixin.Micros()).Optional().Nillable(),
		field.UUID("revoked_by_id", gid.ID{}).SchemaType(mixin.Binary16()).Optional().Nillable(),
		field.String("revoke_reason").MaxRuneLen(500).Optional().Nillable(),
	}
}

// Edges of Certificate.
func (Certificate) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("unit", Unit.Type).Unique().Field("unit_id").Required().Immutable(),
		edge.To("volunteer", Account.Type).Unique().Field("volunteer_id").Required().Immutable(),
	}
}

// Indexes of Certificate.
func (Certificate) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("volunteer_id", "created_at", "id"),
		index.Fields("unit_id", "status", "created_at", "id"),
	}
}

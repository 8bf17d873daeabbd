package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"gandan/ent/gid"
	"gandan/ent/mixin"
)

// RoleGrant is a role that one person holds in one unit, from its creation until it is revoked.
type RoleGrant struct{ ent.Schema }

// Mixin of RoleGrant.
func (RoleGrant) Mixin() []ent.Mixin {
	return []ent.Mixin{mixin.ID{}, mixin.Times{}, mixin.Territory{}}
}

// Fields of RoleGrant.
func (RoleGrant) Fields() []ent.Field {
	return []ent.Field{
		field.UUID("account_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable(),
		field.Enum("role").Values("VOLUNTEER", "ADMIN").Immutable(),
		field.UUID("granted_by_id", gid.ID{}).SchemaType(mixin.Binary16()).Optional().Nillable().Immutable(),
		field.Time("revoked_at").SchemaType(mixin.Micros()).Optional().Nillable(),
		field.UUID("revoked_by_id", gid.ID{}).SchemaType(mixin.Binary16()).Optional().Nillable(),
		field.String("holds").MaxRuneLen(100).Optional().Nillable().Unique().Comment("account, role and unit while it is held: two equal grants cannot be"),
	}
}

// Edges of RoleGrant.
func (RoleGrant) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("account", Account.Type).Unique().Field("account_id").Required().Immutable(),
		edge.To("unit", Unit.Type).Unique().Field("unit_id").Required().Immutable(),
	}
}

// Indexes of RoleGrant.
func (RoleGrant) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("account_id", "revoked_at"),
		index.Fields("unit_path", "role", "revoked_at"),
	}
}

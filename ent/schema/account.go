package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"

	"gandan/ent/gid"
	"gandan/ent/mixin"
)

// Account is a person who signed in by phone. Nobody reads it but the person; others see a name where a verb shows it.
type Account struct{ ent.Schema }

// Mixin of Account.
func (Account) Mixin() []ent.Mixin {
	return []ent.Mixin{mixin.ID{}, mixin.Times{}}
}

// Fields of Account.
func (Account) Fields() []ent.Field {
	return []ent.Field{
		field.String("phone").MaxRuneLen(16).Unique().Comment("E.164"),
		field.String("display_name").MaxRuneLen(100),
		field.UUID("unit_id", gid.ID{}).SchemaType(mixin.Binary16()).Optional().Nillable().Comment("where the person says they live"),
		field.Int("grants_version").Default(1).Comment("rises with every change of roles; a token carries it"),
		field.Enum("status").Values("ACTIVE", "SUSPENDED"),
	}
}

// Edges of Account.
func (Account) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("unit", Unit.Type).Unique().Field("unit_id"),
	}
}

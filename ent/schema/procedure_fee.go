package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"gandan/ent/gid"
	"gandan/ent/mixin"
)

// ProcedureFee is what a procedure costs in a place from a day on, when it is asked for in one way.
type ProcedureFee struct{ ent.Schema }

// Mixin of ProcedureFee.
func (ProcedureFee) Mixin() []ent.Mixin {
	return []ent.Mixin{mixin.ID{}, mixin.Times{}}
}

// Fields of ProcedureFee.
func (ProcedureFee) Fields() []ent.Field {
	return []ent.Field{
		field.UUID("procedure_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable(),
		field.String("valid_from").MaxRuneLen(10).Immutable().Comment("first day, local; empty = the source does not say since when"),
		field.String("valid_to").MaxRuneLen(10).Optional().Nillable().Comment("first day on which it no longer holds"),
		field.UUID("unit_id", gid.ID{}).SchemaType(mixin.Binary16()).Optional().Nillable().Immutable().Comment("null = everywhere"),
		field.String("unit_path").MaxRuneLen(64).Immutable().Comment("the subtree in which it holds; empty = everywhere"),
		field.Enum("channel").Values("IN_PERSON", "ONLINE", "POSTAL").Immutable(),
		field.String("standing").MaxRuneLen(96).Immutable().Comment("unit_path, valid_from, channel: of the fees of a channel that hold in a place the greatest is the nearest and newest"),
		field.Int64("amount").Comment("đồng"),
		field.String("note").MaxRuneLen(1000),
		field.String("source").MaxRuneLen(255),
		field.String("confidence").MaxRuneLen(255),
	}
}

// Edges of ProcedureFee.
func (ProcedureFee) Edges() []ent.Edge {
	return []ent.Edge{
		edge.From("procedure", Procedure.Type).Ref("fees").Unique().Required().Field("procedure_id").Immutable(),
		edge.To("unit", Unit.Type).Unique().Field("unit_id").Immutable(),
	}
}

// Indexes of ProcedureFee.
func (ProcedureFee) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("procedure_id", "standing").Unique(),
	}
}

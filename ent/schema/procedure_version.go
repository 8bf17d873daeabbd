package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"gandan/ent/gid"
	"gandan/ent/mixin"
)

// ProcedureVersion is how a procedure is carried out from a day on.
type ProcedureVersion struct{ ent.Schema }

// Mixin of ProcedureVersion.
func (ProcedureVersion) Mixin() []ent.Mixin {
	return []ent.Mixin{mixin.ID{}, mixin.Times{}}
}

// Fields of ProcedureVersion.
func (ProcedureVersion) Fields() []ent.Field {
	return []ent.Field{
		field.UUID("procedure_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable(),
		field.String("valid_from").MaxRuneLen(10).Immutable().Comment("first day, local; empty = the source does not say since when"),
		field.String("valid_to").MaxRuneLen(10).Optional().Nillable().Comment("first day on which it no longer holds"),
		field.Enum("service_level").Values("LEVEL_1", "LEVEL_2", "LEVEL_3", "LEVEL_4", "FULL", "PARTIAL", "NOT_STATED"),
		field.String("level_basis").MaxRuneLen(1000).Comment("what the level rests on, or why it is not stated"),
		field.String("channels").MaxRuneLen(64).Comment("ONLINE, POSTAL, IN_PERSON, with | between them; empty = not stated"),
		field.Int("time_min").Optional().Nillable(),
		field.Int("time_max").Optional().Nillable(),
		field.String("time_unit").MaxRuneLen(32).Comment("such as working_day; empty = not stated"),
		field.String("time_note").MaxRuneLen(1000),
		field.String("fees_seen").MaxRuneLen(255).Comment("the amounts that the source names without a place, as text"),
		field.String("legal_base").MaxRuneLen(300),
		field.String("as_of").MaxRuneLen(64).Comment("how old the source is, in its own words"),
		field.String("source").MaxRuneLen(255),
		field.String("confidence").MaxRuneLen(255),
	}
}

// Edges of ProcedureVersion.
func (ProcedureVersion) Edges() []ent.Edge {
	return []ent.Edge{
		edge.From("procedure", Procedure.Type).Ref("versions").Unique().Required().Field("procedure_id").Immutable(),
	}
}

// Indexes of ProcedureVersion.
func (ProcedureVersion) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("procedure_id", "valid_from").Unique(),
		index.Fields("service_level", "procedure_id"),
	}
}

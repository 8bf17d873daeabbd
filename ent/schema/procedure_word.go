package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"gandan/ent/gid"
	"gandan/ent/mixin"
)

// ProcedureWord is one folded word that a procedure is found by: of its code, its name, its field, and of what means the same. The
// rows come and go with the procedure and nobody reads one by itself, so they have a plain number and no instants.
type ProcedureWord struct{ ent.Schema }

// Fields of ProcedureWord.
func (ProcedureWord) Fields() []ent.Field {
	return []ent.Field{
		field.String("word").MaxRuneLen(64).Immutable(),
		field.UUID("procedure_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable(),
	}
}

// Edges of ProcedureWord.
func (ProcedureWord) Edges() []ent.Edge {
	return []ent.Edge{
		edge.From("procedure", Procedure.Type).Ref("words").Unique().Required().Field("procedure_id").Immutable(),
	}
}

// Indexes of ProcedureWord.
func (ProcedureWord) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("word", "procedure_id").Unique(),
		index.Fields("procedure_id"),
	}
}

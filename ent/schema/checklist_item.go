package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"gandan/ent/gid"
	"gandan/ent/mixin"
)

// ChecklistItem is one thing to bring or to know for a procedure. The items that begin on one day are a list.
type ChecklistItem struct{ ent.Schema }

// Mixin of ChecklistItem.
func (ChecklistItem) Mixin() []ent.Mixin {
	return []ent.Mixin{mixin.ID{}, mixin.Times{}}
}

// Fields of ChecklistItem.
func (ChecklistItem) Fields() []ent.Field {
	return []ent.Field{
		field.UUID("procedure_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable(),
		field.String("valid_from").MaxRuneLen(10).Immutable().Comment("first day, local; empty = the source does not say since when"),
		field.String("valid_to").MaxRuneLen(10).Optional().Nillable().Comment("first day on which it no longer holds"),
		field.Int("position").Immutable().Comment("from 1"),
		field.String("text").MaxRuneLen(500),
		field.Enum("kind").Values("ORIGINAL", "COPY", "FORM", "INFORMATION"),
		field.Bool("needed"),
		field.String("source").MaxRuneLen(255),
		field.String("confidence").MaxRuneLen(255),
	}
}

// Edges of ChecklistItem.
func (ChecklistItem) Edges() []ent.Edge {
	return []ent.Edge{
		edge.From("procedure", Procedure.Type).Ref("checklist").Unique().Required().Field("procedure_id").Immutable(),
	}
}

// Indexes of ChecklistItem.
func (ChecklistItem) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("procedure_id", "valid_from", "position").Unique(),
	}
}

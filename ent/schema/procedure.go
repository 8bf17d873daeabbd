package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"gandan/ent/gid"
	"gandan/ent/mixin"
)

// Procedure is an administrative procedure that a person may need help with: what of it does not change. Level, channels and times
// are those of a version.
type Procedure struct{ ent.Schema }

// Mixin of Procedure.
func (Procedure) Mixin() []ent.Mixin {
	return []ent.Mixin{mixin.ID{}, mixin.Times{}}
}

// Fields of Procedure.
func (Procedure) Fields() []ent.Field {
	return []ent.Field{
		field.String("code").MaxRuneLen(32).Optional().Nillable().Comment("code of the national portal; some have none"),
		field.String("name").MaxRuneLen(600),
		field.Text("search_folded").Comment("the words it is found by, sorted: what tells whether its rows of words are up to date"),
		field.String("sort_key").MaxRuneLen(191).Comment("start of the folded name, the order of the list"),
		field.String("identity").MaxRuneLen(191).Immutable().Unique().Comment("code, or the folded name without one: what an import recognises it by"),
		field.String("field").MaxRuneLen(255),
		field.String("topic_group").MaxRuneLen(64),
		field.String("authority_level").MaxRuneLen(64),
		field.UUID("replaced_by_id", gid.ID{}).SchemaType(mixin.Binary16()).Optional().Nillable().Comment("the procedure that took its place"),
		field.String("ended_on").MaxRuneLen(10).Optional().Nillable().Comment("first day on which it is no longer carried out, when known"),
		field.String("source").MaxRuneLen(255),
		field.String("confidence").MaxRuneLen(255),

		// As they were before there were versions. The app makes a version of them at its start and empties them, and writes none.
		field.String("service_level").MaxRuneLen(64).Optional().Nillable(),
		field.String("channels").MaxRuneLen(64).Optional().Nillable(),
		field.Int("time_min").Optional().Nillable(),
		field.Int("time_max").Optional().Nillable(),
		field.String("time_unit").MaxRuneLen(32).Optional().Nillable(),
		field.Text("time_note").Optional().Nillable(),
		field.String("fees_vnd").MaxRuneLen(255).Optional().Nillable(),
		field.String("as_of").MaxRuneLen(64).Optional().Nillable(),
	}
}

// Edges of Procedure.
func (Procedure) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("replaces", Procedure.Type).From("replaced_by").Unique().Field("replaced_by_id"),
		edge.To("versions", ProcedureVersion.Type),
		edge.To("fees", ProcedureFee.Type),
		edge.To("checklist", ChecklistItem.Type),
		edge.To("words", ProcedureWord.Type),
	}
}

// Indexes of Procedure.
func (Procedure) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("sort_key", "id"),
		index.Fields("topic_group", "sort_key", "id"),
		index.Fields("authority_level", "sort_key", "id"),

		// offline
		index.Fields("updated_at", "id"),
	}
}

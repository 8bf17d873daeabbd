package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"gandan/ent/mixin"
)

// Procedure is an administrative procedure that a person may need help with.
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
		field.Text("search_folded").Comment("code, name and field without diacritics, for search"),
		field.String("sort_key").MaxRuneLen(191).Comment("start of the folded name, the order of the list"),
		field.String("identity").MaxRuneLen(191).Immutable().Unique().Comment("code, or the folded name without one: what an import recognises it by"),
		field.String("field").MaxRuneLen(255),
		field.String("topic_group").MaxRuneLen(64),
		field.String("authority_level").MaxRuneLen(64),
		field.String("service_level").MaxRuneLen(64),
		field.String("channels").MaxRuneLen(64),
		field.Int("time_min").Optional().Nillable(),
		field.Int("time_max").Optional().Nillable(),
		field.String("time_unit").MaxRuneLen(32),
		field.Text("time_note"),
		field.String("fees_vnd").MaxRuneLen(255).Comment("the values seen, as text: they differ by place"),
		field.String("as_of").MaxRuneLen(64),
		field.String("source").MaxRuneLen(255),
		field.String("confidence").MaxRuneLen(255),
	}
}

// Indexes of Procedure.
func (Procedure) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("sort_key", "id"),
	}
}

package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"gandan/ent/gid"
	"gandan/ent/mixin"
)

// Flag is one citizen pointing at one piece of content. Nobody else sees who.
type Flag struct{ ent.Schema }

// Mixin of Flag.
func (Flag) Mixin() []ent.Mixin {
	return []ent.Mixin{mixin.ID{}, mixin.Times{}}
}

// Fields of Flag.
func (Flag) Fields() []ent.Field {
	return []ent.Field{
		field.UUID("case_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable(),
		field.UUID("subject_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable(),
		field.UUID("citizen_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable(),
		field.Enum("reason").Values("SPAM", "ABUSE", "PERSONAL_DATA", "OFF_TOPIC", "FALSE_INFORMATION", "OTHER").Immutable(),
		field.String("note").MaxRuneLen(500).Optional().Nillable().Immutable(),
	}
}

// Edges of Flag.
func (Flag) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("moderation_case", ModerationCase.Type).Unique().Field("case_id").Required().Immutable(),
	}
}

// Indexes of Flag.
func (Flag) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("subject_id", "citizen_id").Unique(),
	}
}

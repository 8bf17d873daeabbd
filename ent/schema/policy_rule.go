package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"gandan/ent/mixin"
)

// PolicyRule is one number that a law or a rule of a unit sets, from a day on: notice periods, counts a year, ages.
type PolicyRule struct{ ent.Schema }

// Mixin of PolicyRule.
func (PolicyRule) Mixin() []ent.Mixin {
	return []ent.Mixin{mixin.ID{}, mixin.Times{}}
}

// Fields of PolicyRule.
func (PolicyRule) Fields() []ent.Field {
	return []ent.Field{
		field.String("key").MaxRuneLen(64).Immutable().Comment("parameter_key of mechanisms.csv, such as dialogue.noticeDays"),
		field.String("unit_path").MaxRuneLen(64).Immutable().Comment("where it holds: the subtree of that unit; empty = everywhere"),
		field.String("valid_from").MaxRuneLen(10).Immutable().Comment("first day, local"),
		field.String("valid_to").MaxRuneLen(10).Optional().Nillable().Comment("first day on which it no longer holds"),
		field.Int("value"),
		field.String("measure").MaxRuneLen(32).Comment("what is counted, such as days"),
		field.String("legal_base").MaxRuneLen(300),
		field.String("source").MaxRuneLen(255),
		field.String("confidence").MaxRuneLen(255),
	}
}

// Indexes of PolicyRule.
func (PolicyRule) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("key", "unit_path", "valid_from").Unique(),
	}
}

package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"gandan/ent/mixin"
)

// HelpPoint is a place where volunteers help people with online public services.
type HelpPoint struct{ ent.Schema }

// Mixin of HelpPoint.
func (HelpPoint) Mixin() []ent.Mixin {
	return []ent.Mixin{mixin.ID{}, mixin.Times{}, mixin.Territory{}}
}

// Fields of HelpPoint.
func (HelpPoint) Fields() []ent.Field {
	return []ent.Field{
		field.String("name").MaxRuneLen(120),
		field.String("address").MaxRuneLen(300),
		field.Int("latitude_e6").Comment("millionths of a degree: whole numbers are the same on every database"),
		field.Int("longitude_e6").Comment("millionths of a degree"),
		field.JSON("hours", []string{}).Comment("rows such as '1 08:00-11:30', Monday is 1; sorted"),
		field.Bool("open_on_holidays").Default(false),
		field.Enum("status").Values("OPEN", "CLOSED"),
		field.Time("closed_at").SchemaType(mixin.Micros()).Optional().Nillable(),
		field.String("close_reason").MaxRuneLen(500).Optional().Nillable(),
	}
}

// Edges of HelpPoint.
func (HelpPoint) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("unit", Unit.Type).Unique().Field("unit_id").Required().Immutable(),
	}
}

// Indexes of HelpPoint.
func (HelpPoint) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("status", "latitude_e6", "longitude_e6"),
		index.Fields("unit_id", "status", "created_at", "id"),
		index.Fields("status", "created_at", "id"),
	}
}

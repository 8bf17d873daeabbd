package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"gandan/ent/gid"
	"gandan/ent/mixin"
)

// Reception is one day on which one host of a unit receives people.
type Reception struct{ ent.Schema }

// Mixin of Reception.
func (Reception) Mixin() []ent.Mixin {
	return []ent.Mixin{mixin.ID{}, mixin.Times{}, mixin.Territory{}}
}

// Fields of Reception.
func (Reception) Fields() []ent.Field {
	return []ent.Field{
		field.UUID("organisation_id", gid.ID{}).SchemaType(mixin.Binary16()).Optional().Nillable().Immutable().Comment("the body whose head receives"),
		field.Enum("host").Values("PARTY_SECRETARY", "CHAIR", "POLICE", "OTHER").Immutable(),
		field.String("host_title").MaxRuneLen(200).Immutable().Comment("the office, such as chair of the ward; not a person"),
		field.String("host_name").MaxRuneLen(100).Optional().Nillable().Immutable().Comment("who will sit there, if it is announced"),
		field.String("place").MaxRuneLen(300),
		field.JSON("fields", []string{}).Immutable().Comment("codes of the public list of fields"),
		field.Time("starts_at").SchemaType(mixin.Micros()),
		field.Time("ends_at").SchemaType(mixin.Micros()),
		field.Int("slot_minutes").Immutable(),
		field.Int("seats_per_slot").Immutable(),
		field.Enum("status").Values("DRAFT", "PUBLISHED", "CLOSED", "CALLED_OFF"),
		field.Bool("listed").Default(false).Comment("published once: the public may read it"),
		field.Time("published_at").SchemaType(mixin.Micros()).Optional().Nillable(),
		field.Time("moved_at").SchemaType(mixin.Micros()).Optional().Nillable(),
		field.Time("closed_at").SchemaType(mixin.Micros()).Optional().Nillable(),
		field.Time("called_off_at").SchemaType(mixin.Micros()).Optional().Nillable(),
		field.String("reason").MaxRuneLen(500).Optional().Nillable().Comment("why it was called off or moved"),
		field.Int("last_number").Default(0).Comment("numbers given out; the row is the lock of everything below it"),
		field.Int("waiting_count").Default(0),
		field.Int("now_serving").Optional().Nillable().Comment("the number called last"),
	}
}

// Indexes of Reception.
func (Reception) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("unit_id", "starts_at", "id"),
		index.Fields("unit_id", "host", "starts_at", "id"),
		index.Fields("status", "ends_at", "id"),
	}
}

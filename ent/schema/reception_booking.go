package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"gandan/ent/gid"
	"gandan/ent/mixin"
)

// ReceptionBooking is one number of a reception: somebody who comes, or waits for a place. What was given up stays as history.
type ReceptionBooking struct{ ent.Schema }

// Mixin of ReceptionBooking.
func (ReceptionBooking) Mixin() []ent.Mixin {
	return []ent.Mixin{mixin.ID{}, mixin.Times{}, mixin.Territory{}}
}

// Fields of ReceptionBooking.
func (ReceptionBooking) Fields() []ent.Field {
	return []ent.Field{
		field.UUID("reception_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable(),
		field.UUID("slot_id", gid.ID{}).SchemaType(mixin.Binary16()).Optional().Nillable().Comment("empty while somebody waits"),
		field.UUID("account_id", gid.ID{}).SchemaType(mixin.Binary16()).Optional().Nillable().Immutable().Comment("empty for somebody without the app"),
		field.Enum("status").Values("WAITING", "BOOKED", "ARRIVED", "IN_RECEPTION", "FINISHED", "PROMISED", "KEPT", "NO_SHOW", "LAPSED", "CANCELLED"),
		field.Int("number").Immutable().Comment("in the order of coming, from 1, without gaps in a reception"),
		field.Int("turn").Optional().Nillable().Comment("order of being called: by slot, then by number; empty while somebody waits"),
		field.String("code").MaxRuneLen(12).Immutable().Comment("what is said at the door"),
		field.String("field").MaxRuneLen(40).Immutable().Comment("code of the public list of fields"),
		field.String("note").MaxRuneLen(500).Optional().Nillable().Comment("what the person wrote; never of a complaint or denunciation"),
		field.String("day").MaxRuneLen(10).Comment("local day of the reception: numbers are limited by day"),
		field.Enum("outcome").Values("ANSWERED", "PROMISED", "FORWARDED", "REDIRECTED", "WITHDRAWN").Optional().Nillable(),
		field.String("answer").MaxRuneLen(500).Optional().Nillable().Comment("what the person was told, in short"),
		field.UUID("forwarded_to_id", gid.ID{}).SchemaType(mixin.Binary16()).Optional().Nillable(),
		field.String("promised_on").MaxRuneLen(10).Optional().Nillable().Comment("local day on which an answer will come"),
		field.Time("arrived_at").SchemaType(mixin.Micros()).Optional().Nillable(),
		field.Time("called_at").SchemaType(mixin.Micros()).Optional().Nillable(),
		field.Time("finished_at").SchemaType(mixin.Micros()).Optional().Nillable(),
		field.Time("kept_at").SchemaType(mixin.Micros()).Optional().Nillable(),
		field.Time("cancelled_at").SchemaType(mixin.Micros()).Optional().Nillable(),
	}
}

// Edges of ReceptionBooking.
func (ReceptionBooking) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("reception", Reception.Type).Unique().Field("reception_id").Required().Immutable(),
		edge.To("slot", ReceptionSlot.Type).Unique().Field("slot_id"),
		edge.To("account", Account.Type).Unique().Field("account_id").Immutable(),
	}
}

// Indexes of ReceptionBooking.
func (ReceptionBooking) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("reception_id", "number").Unique(),
		index.Fields("reception_id", "code").Unique(),
		index.Fields("reception_id", "status", "number", "id"),
		index.Fields("reception_id", "status", "turn", "id"),
		index.Fields("reception_id", "turn", "id"),
		index.Fields("account_id", "created_at", "id"),
		index.Fields("account_id", "day", "status"),
		index.Fields("unit_id", "status", "promised_on", "id"),
	}
}

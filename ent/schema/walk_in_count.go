package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"gandan/ent/gid"
	"gandan/ent/mixin"
)

// WalkInCount is how many people without a request were guided, and how many dossiers were helped, on a day at a place. The two are
// different units. Rows are added and never changed: of one slot the highest version holds.
type WalkInCount struct{ ent.Schema }

// Mixin of WalkInCount.
func (WalkInCount) Mixin() []ent.Mixin {
	return []ent.Mixin{mixin.ID{}, mixin.Times{}, mixin.Territory{}}
}

// Fields of WalkInCount.
func (WalkInCount) Fields() []ent.Field {
	return []ent.Field{
		field.Bytes("slot").MaxLen(32).SchemaType(mixin.Binary32()).Immutable().Comment("SHA-256 of unit, place, day, group, channel and recorder"),
		field.Int("version").Immutable().Comment("from 1, without gaps"),
		field.String("place").MaxRuneLen(100).Immutable().Comment("help point or team, as the people there call it; may be empty"),
		field.String("day").MaxRuneLen(10).Immutable(),
		field.String("topic_group").MaxRuneLen(64).Immutable(),
		field.Enum("channel").Values("IN_PERSON", "PHONE", "ONLINE").Immutable(),
		field.Int("people").Optional().Nillable().Immutable().Comment("guided; empty = not counted, which is not zero"),
		field.Int("dossiers").Optional().Nillable().Immutable().Comment("helped; empty = not counted, which is not zero"),
		field.UUID("recorder_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable(),
		field.String("client_id").MaxRuneLen(36).Optional().Nillable().Immutable().Comment("made on the phone, for all rows of one sending"),
		field.Bytes("client_fingerprint").MaxLen(32).Optional().Immutable().Comment("what the client id was first sent with"),
	}
}

// Edges of WalkInCount.
func (WalkInCount) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("unit", Unit.Type).Unique().Field("unit_id").Required().Immutable(),
	}
}

// Indexes of WalkInCount.
func (WalkInCount) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("slot", "version").Unique(),
		index.Fields("recorder_id", "client_id", "topic_group", "channel").Unique(),
		index.Fields("unit_path", "day", "topic_group", "channel", "slot", "version", "people", "dossiers").StorageKey("walkincount_sums"),
		index.Fields("unit_id", "day", "id").StorageKey("walkincount_days"),
	}
}

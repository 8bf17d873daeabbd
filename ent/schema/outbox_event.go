package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"gandan/ent/gid"
	"gandan/ent/mixin"
)

// OutboxEvent is a fact written in the transaction that made it true, relayed at least once.
type OutboxEvent struct{ ent.Schema }

// Mixin of OutboxEvent.
func (OutboxEvent) Mixin() []ent.Mixin {
	return []ent.Mixin{mixin.ID{}, mixin.Times{}}
}

// Fields of OutboxEvent.
func (OutboxEvent) Fields() []ent.Field {
	return []ent.Field{
		field.String("name").MaxRuneLen(64).Immutable(),
		field.UUID("subject_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable(),
		field.UUID("actor_id", gid.ID{}).SchemaType(mixin.Binary16()).Optional().Nillable().Immutable(),
		field.JSON("data", map[string]string{}).Immutable().Comment("ids and the change, not rows"),
		field.Time("at").SchemaType(mixin.Micros()).Immutable(),
		field.Bool("relayed").Default(false),
	}
}

// Indexes of OutboxEvent.
func (OutboxEvent) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("relayed", "id"),
	}
}

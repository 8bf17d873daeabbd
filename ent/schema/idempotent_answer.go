package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"gandan/ent/gid"
	"gandan/ent/mixin"
)

// IdempotentAnswer is the first answer to a keyed mutation, stored with its effect.
type IdempotentAnswer struct{ ent.Schema }

// Mixin of IdempotentAnswer.
func (IdempotentAnswer) Mixin() []ent.Mixin {
	return []ent.Mixin{mixin.ID{}, mixin.Times{}}
}

// Fields of IdempotentAnswer.
func (IdempotentAnswer) Fields() []ent.Field {
	return []ent.Field{
		field.UUID("account_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable(),
		field.String("key").MaxRuneLen(191).Immutable(),
		field.String("path").MaxRuneLen(100).Immutable().Comment("response key of the mutation field"),
		field.Bytes("fingerprint").MaxLen(32).Immutable().Comment("hash of what was asked"),
		field.Text("answer").Comment("empty only inside the transaction that makes it"),
	}
}

// Indexes of IdempotentAnswer.
func (IdempotentAnswer) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("account_id", "key", "path").Unique(),
		index.Fields("created_at"),
	}
}

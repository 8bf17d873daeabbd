package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"gandan/ent/gid"
	"gandan/ent/mixin"
)

// CompletionCode is one code by which a person who was helped lets the volunteer confirm it. Tries are counted before the code is
// compared; only an HMAC of it is kept.
type CompletionCode struct{ ent.Schema }

// Mixin of CompletionCode.
func (CompletionCode) Mixin() []ent.Mixin {
	return []ent.Mixin{mixin.ID{}, mixin.Times{}}
}

// Fields of CompletionCode.
func (CompletionCode) Fields() []ent.Field {
	return []ent.Field{
		field.UUID("help_request_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable(),
		field.UUID("subject_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable().Comment("whose phone it goes to: the account, else the request; the limits hold for it"),
		field.Int("turn").Immutable().Comment("how many codes the subject had before: of two at once the database takes one"),
		field.UUID("asked_by_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable(),
		field.Bytes("code_mac").MaxLen(32).Immutable().Comment("HMAC of purpose, id, request and code, never the code"),
		field.Int("tries").Default(0),
		field.Time("expires_at").SchemaType(mixin.Micros()).Immutable(),
		field.Time("used_at").SchemaType(mixin.Micros()).Optional().Nillable(),
	}
}

// Indexes of CompletionCode.
func (CompletionCode) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("help_request_id", "created_at"),
		index.Fields("subject_id", "turn").Unique(),
		index.Fields("asked_by_id", "created_at"),
	}
}

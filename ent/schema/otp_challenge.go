package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"gandan/ent/gid"
	"gandan/ent/mixin"
)

// OtpChallenge is one code sent to a phone. Tries are counted before the code is compared.
type OtpChallenge struct{ ent.Schema }

// Mixin of OtpChallenge.
func (OtpChallenge) Mixin() []ent.Mixin {
	return []ent.Mixin{mixin.ID{}, mixin.Times{}}
}

// Fields of OtpChallenge.
func (OtpChallenge) Fields() []ent.Field {
	return []ent.Field{
		field.String("phone").MaxRuneLen(16).Immutable(),
		field.Bytes("code_mac").MaxLen(32).Immutable().Comment("HMAC of id and code, never the code"),
		field.String("address").MaxRuneLen(64).Immutable().Comment("network the call came from, or the person who had it sent"),
		field.Enum("purpose").Values("SIGN_IN", "CONFIRM_PHONE").Default("SIGN_IN").Immutable().Comment("the one thing the code is good for"),
		field.UUID("subject_id", gid.ID{}).SchemaType(mixin.Binary16()).Optional().Nillable().Immutable().Comment("what a confirmation is about"),
		field.Int("tries").Default(0),
		field.Time("expires_at").SchemaType(mixin.Micros()).Immutable(),
		field.Time("used_at").SchemaType(mixin.Micros()).Optional().Nillable(),
	}
}

// Indexes of OtpChallenge.
func (OtpChallenge) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("phone", "created_at"),
		index.Fields("address", "created_at"),
		index.Fields("subject_id", "created_at"),
	}
}

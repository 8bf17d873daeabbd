package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"gandan/ent/gid"
	"gandan/ent/mixin"
)

// OfflineReceipt says what became of one deed that somebody did without a signal and sent later: it is kept with the effect and
// answers every repetition, until it is forgotten. CreatedAt is when the deed reached the server.
type OfflineReceipt struct{ ent.Schema }

// Mixin of OfflineReceipt.
func (OfflineReceipt) Mixin() []ent.Mixin {
	return []ent.Mixin{mixin.ID{}, mixin.Times{}}
}

// Fields of OfflineReceipt.
func (OfflineReceipt) Fields() []ent.Field {
	return []ent.Field{
		field.UUID("account_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable(),
		field.String("client_id").MaxRuneLen(36).Immutable().Comment("made on the device"),
		field.Bytes("fingerprint").MaxLen(32).Immutable().Comment("hash of what was first sent with the client id"),
		field.Enum("outcome").Values("DONE", "CONFLICT", "REFUSED").Comment("DONE from the start: a refusal is written in a transaction of its own"),
		field.String("code").MaxRuneLen(40).Optional().Comment("of the refusal"),
		field.String("reason").MaxRuneLen(60).Optional().Comment("of the refusal: the key of its message"),
		field.String("at_field").MaxRuneLen(100).Optional().Comment("of the refusal: the input at fault"),
		field.JSON("args", map[string]any{}).Optional().Comment("of the refusal: what its message says; never personal data"),
		field.UUID("object_id", gid.ID{}).SchemaType(mixin.Binary16()).Optional().Nillable().Comment("the log, the message or the sign-up that was made"),
		field.Time("device_time").SchemaType(mixin.Micros()).Immutable().Comment("the clock of the device when it sent the deed"),
		field.Time("device_at").SchemaType(mixin.Micros()).Immutable().Comment("when it was done, by the clock of the device, as sent"),
		field.Time("happened_at").SchemaType(mixin.Micros()).Immutable().Comment("the same instant by the clock of the server"),
	}
}

// Indexes of OfflineReceipt.
func (OfflineReceipt) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("account_id", "client_id").Unique(),
		index.Fields("created_at"),
	}
}

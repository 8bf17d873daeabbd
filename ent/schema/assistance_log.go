package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"gandan/ent/gid"
	"gandan/ent/mixin"
)

// AssistanceLog is what a volunteer did for a request. It is never changed; a correction is a new log.
type AssistanceLog struct{ ent.Schema }

// Mixin of AssistanceLog.
func (AssistanceLog) Mixin() []ent.Mixin {
	return []ent.Mixin{mixin.ID{}, mixin.Times{}}
}

// Fields of AssistanceLog.
func (AssistanceLog) Fields() []ent.Field {
	return []ent.Field{
		field.UUID("help_request_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable(),
		field.UUID("volunteer_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable(),
		field.String("client_id").MaxRuneLen(36).Optional().Nillable().Immutable().Comment("made on the phone"),
		field.Bytes("client_fingerprint").MaxLen(32).Optional().Immutable().Comment("what the client id was first sent with"),
		field.Enum("kind").Values("IN_PERSON", "PHONE", "ONLINE").Immutable(),
		field.Enum("outcome").Values("CONTINUES", "RESOLVED", "REFERRED", "COULD_NOT_HELP").Immutable(),
		field.String("note").MaxRuneLen(2000).Optional().Nillable().Immutable(),
		field.Int("minutes").Immutable(),
		field.Time("happened_at").SchemaType(mixin.Micros()).Immutable().Comment("when it began, by the clock of the phone"),
		field.Time("logged_at").SchemaType(mixin.Micros()).Immutable().Comment("by the clock of the server"),
		field.String("dossier_code").MaxRuneLen(64).Optional().Nillable().Immutable(),

		// after
		field.String("reason_code").MaxRuneLen(40).Optional().Nillable().Immutable().Comment("why it was referred or could not be helped"),
		field.UUID("referred_to_id", gid.ID{}).SchemaType(mixin.Binary16()).Optional().Nillable().Immutable(),

		// assistance
		field.Bool("overlaps").Default(false).Immutable().Comment("another session of the volunteer ran then; its minutes count only once a lead approved them"),
		field.UUID("corrects_id", gid.ID{}).SchemaType(mixin.Binary16()).Optional().Nillable().Immutable().Unique().Comment("the log whose place it takes"),
		field.String("correction_reason").MaxRuneLen(500).Optional().Nillable().Immutable(),

		// offline
		field.Time("device_at").SchemaType(mixin.Micros()).Optional().Nillable().Immutable().Comment("when it began by the clock of the phone, as sent, where happened_at was put right by what the phone said of its clock"),
	}
}

// Edges of AssistanceLog.
func (AssistanceLog) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("help_request", HelpRequest.Type).Unique().Field("help_request_id").Required().Immutable(),
		edge.To("volunteer", Account.Type).Unique().Field("volunteer_id").Required().Immutable(),

		// after
		edge.To("referred_to", Organisation.Type).Unique().Field("referred_to_id").Immutable(),
	}
}

// Indexes of AssistanceLog.
func (AssistanceLog) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("help_request_id", "logged_at", "id"),
		index.Fields("volunteer_id", "client_id").Unique(),

		// assistance
		index.Fields("volunteer_id", "happened_at"),
	}
}

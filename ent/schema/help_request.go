package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"gandan/ent/gid"
	"gandan/ent/mixin"
)

// HelpRequest is a call for help with an online public service: one owner, one clock, one trail.
type HelpRequest struct{ ent.Schema }

// Mixin of HelpRequest.
func (HelpRequest) Mixin() []ent.Mixin {
	return []ent.Mixin{mixin.ID{}, mixin.Times{}, mixin.Territory{}}
}

// Fields of HelpRequest.
func (HelpRequest) Fields() []ent.Field {
	return []ent.Field{
		field.String("code").MaxRuneLen(12).Immutable().Unique().Comment("short, to be said on the phone"),
		field.UUID("citizen_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable(),
		field.String("client_id").MaxRuneLen(36).Optional().Nillable().Immutable().Comment("made on the phone"),
		field.Bytes("client_fingerprint").MaxLen(32).Optional().Immutable().Comment("what the client id was first sent with"),
		field.UUID("procedure_id", gid.ID{}).SchemaType(mixin.Binary16()).Optional().Nillable().Immutable(),
		field.Text("description"),
		field.Bool("description_hidden").Default(false).Comment("a moderator hid it; the citizen and admins still read it"),
		field.Enum("mode").Values("AT_HOME", "AT_POINT", "REMOTE").Immutable(),
		field.Enum("status").Values("OPEN", "CLAIMED", "IN_PROGRESS", "RESOLVED", "CLOSED", "CANCELLED"),
		field.UUID("volunteer_id", gid.ID{}).SchemaType(mixin.Binary16()).Optional().Nillable().Comment("the one holder"),
		field.Time("opened_at").SchemaType(mixin.Micros()).Comment("start of the clock: creation or the last reopening"),
		field.Time("status_since").SchemaType(mixin.Micros()),
		field.Time("resolved_at").SchemaType(mixin.Micros()).Optional().Nillable(),
		field.Time("consented_at").SchemaType(mixin.Micros()).Immutable().Comment("consent to be contacted"),
		field.Bool("rated").Default(false).Comment("the service was rated; with which mark stands in no row"),
		field.String("rating_comment").MaxRuneLen(2000).Optional().Nillable().Comment("the words with it; only the citizen reads them"),

		// applicant
		field.Enum("applicant_kind").Values("RESIDENT", "ENTERPRISE").Default("RESIDENT").Immutable(),

		// after
		field.Time("solved_asked_at").SchemaType(mixin.Micros()).Optional().Nillable().Comment("when the clock asked whether it was solved"),
		field.Enum("solved").Values("YES", "PARTLY", "NO").Optional().Nillable().Comment("as the citizen answered"),
		field.UUID("followed_by_id", gid.ID{}).SchemaType(mixin.Binary16()).Optional().Nillable().Comment("the request that takes it further"),
	}
}

// Edges of HelpRequest.
func (HelpRequest) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("unit", Unit.Type).Unique().Field("unit_id").Required().Immutable(),
		edge.To("citizen", Account.Type).Unique().Field("citizen_id").Required().Immutable(),
		edge.To("volunteer", Account.Type).Unique().Field("volunteer_id"),
		edge.To("procedure", Procedure.Type).Unique().Field("procedure_id").Immutable(),
		edge.From("logs", AssistanceLog.Type).Ref("help_request"),
		edge.From("history", RequestHistory.Type).Ref("help_request"),

		// after
		edge.To("follows", HelpRequest.Type).Unique().From("followed_by").Unique().Field("followed_by_id"),
	}
}

// Indexes of HelpRequest.
func (HelpRequest) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("unit_id", "status", "created_at", "id"),
		index.Fields("status", "created_at", "id"),
		index.Fields("citizen_id", "created_at", "id"),
		index.Fields("volunteer_id", "status"),
		index.Fields("citizen_id", "client_id").Unique(),

		// after
		index.Fields("solved_asked_at", "resolved_at", "id"),
	}
}

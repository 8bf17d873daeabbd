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
		field.Enum("status").Values("OPEN", "ASSIGNED", "CLAIMED", "IN_PROGRESS", "RESOLVED", "CLOSED", "CANCELLED"),
		field.UUID("volunteer_id", gid.ID{}).SchemaType(mixin.Binary16()).Optional().Nillable().Comment("the one holder"),
		field.Time("opened_at").SchemaType(mixin.Micros()).Comment("start of the clock: creation or the last reopening"),
		field.Time("status_since").SchemaType(mixin.Micros()),
		field.Time("resolved_at").SchemaType(mixin.Micros()).Optional().Nillable(),
		field.Time("consented_at").SchemaType(mixin.Micros()).Immutable().Comment("consent to be contacted"),
		field.Int("rating").Optional().Nillable().Comment("of the service, 1 to 5"),
		field.String("rating_comment").MaxRuneLen(2000).Optional().Nillable(),

		// matching
		field.UUID("assigned_by_id", gid.ID{}).SchemaType(mixin.Binary16()).Optional().Nillable().Comment("who gave it to the holder; null when the holder took it"),
		field.UUID("companion_id", gid.ID{}).SchemaType(mixin.Binary16()).Optional().Nillable().Comment("the second of a pair that visits at home"),
		field.Time("idle_since").SchemaType(mixin.Micros()).Optional().Nillable().Comment("when the holder got it, began or last logged; null while nobody holds it"),
		field.Time("idle_told_at").SchemaType(mixin.Micros()).Optional().Nillable().Comment("when the holder was told that it lies idle"),
		field.Time("agreed_from").SchemaType(mixin.Micros()).Optional().Nillable().Comment("when holder and citizen meet"),
		field.Time("agreed_to").SchemaType(mixin.Micros()).Optional().Nillable(),
	}
}

// Edges of HelpRequest.
func (HelpRequest) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("unit", Unit.Type).Unique().Field("unit_id").Required().Immutable(),
		edge.To("citizen", Account.Type).Unique().Field("citizen_id").Required().Immutable(),
		edge.To("volunteer", Account.Type).Unique().Field("volunteer_id"),
		edge.To("procedure", Procedure.Type).Unique().Field("procedure_id").Immutable(),
		edge.To("assigned_by", Account.Type).Unique().Field("assigned_by_id"),
		edge.To("companion", Account.Type).Unique().Field("companion_id"),
		edge.From("logs", AssistanceLog.Type).Ref("help_request"),
		edge.From("history", RequestHistory.Type).Ref("help_request"),
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
		index.Fields("unit_id", "status", "opened_at", "id"),
		index.Fields("status", "opened_at", "id"),
		index.Fields("status", "idle_since", "id"),
		index.Fields("volunteer_id", "agreed_from"),
	}
}

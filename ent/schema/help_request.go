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
		field.Enum("status").Values("OPEN", "ASSIGNED", "CLAIMED", "IN_PROGRESS", "RESOLVED", "CLOSED", "CANCELLED", "MERGED"),
		field.UUID("volunteer_id", gid.ID{}).SchemaType(mixin.Binary16()).Optional().Nillable().Comment("the one holder"),
		field.Time("opened_at").SchemaType(mixin.Micros()).Comment("start of the clock: creation or the last reopening"),
		field.Time("status_since").SchemaType(mixin.Micros()),
		field.Time("resolved_at").SchemaType(mixin.Micros()).Optional().Nillable(),
		field.Time("consented_at").SchemaType(mixin.Micros()).Immutable().Comment("consent to be contacted"),
		field.Int("rating").Optional().Nillable().Comment("a mark given before there were tallies; the app counts it at its start and empties it, and writes none"),
		field.Bool("rated").Default(false).Comment("the service was rated; with which mark stands in no row"),
		field.String("rating_comment").MaxRuneLen(2000).Optional().Nillable().Comment("the words with it; only the citizen reads them"),

		// after
		field.Time("solved_asked_at").SchemaType(mixin.Micros()).Optional().Nillable().Comment("when the clock asked whether it was solved"),
		field.Enum("solved").Values("YES", "PARTLY", "NO").Optional().Nillable().Comment("as the citizen answered"),
		field.UUID("followed_by_id", gid.ID{}).SchemaType(mixin.Binary16()).Optional().Nillable().Comment("the request that takes it further"),

		// matching
		field.UUID("assigned_by_id", gid.ID{}).SchemaType(mixin.Binary16()).Optional().Nillable().Comment("who gave it to the holder; null when the holder took it"),
		field.UUID("companion_id", gid.ID{}).SchemaType(mixin.Binary16()).Optional().Nillable().Comment("the second of a pair that visits at home"),
		field.Time("idle_since").SchemaType(mixin.Micros()).Optional().Nillable().Comment("when the holder got it, began or last logged; null while nobody holds it"),
		field.Time("idle_told_at").SchemaType(mixin.Micros()).Optional().Nillable().Comment("when the holder was told that it lies idle"),
		field.Time("agreed_from").SchemaType(mixin.Micros()).Optional().Nillable().Comment("when holder and citizen meet"),
		field.Time("agreed_to").SchemaType(mixin.Micros()).Optional().Nillable(),

		// request
		field.String("place").MaxRuneLen(300).Optional().Nillable().Immutable().Comment("where, in the words of the citizen; never shown in the queue"),
		field.Enum("applicant_kind").Values("RESIDENT", "ENTERPRISE").Default("RESIDENT").Immutable(),
		field.Enum("relation").Values("CHILD", "PARENT", "SPOUSE", "GRANDPARENT", "SIBLING", "GUARDIAN", "NEIGHBOUR", "OTHER").
			Optional().Nillable().Immutable().Comment("what the person helped is to who asks; null for oneself"),
		field.Time("relative_consented_at").SchemaType(mixin.Micros()).Optional().Nillable().Immutable().Comment("that person agreed, as who asks says"),
		field.Enum("urgency").Values("DISASTER", "DISEASE", "ACCIDENT", "THEFT", "SAFETY").Optional().Nillable().Comment("the reason why it is urgent; null for the others"),
		field.Int("hurried").Default(0).Comment("1 while it is urgent; a number, since every database serves it by an index"),
		field.Int64("queue_key").Default(0).Comment("its place where urgent ones come first; 0 for rows older than the column, between the urgent and the others"),
		field.UUID("entered_by_id", gid.ID{}).SchemaType(mixin.Binary16()).Optional().Nillable().Immutable().Comment("who entered it for somebody without an account"),
		field.Enum("entered_as").Values("VOLUNTEER", "ADMIN").Optional().Nillable().Immutable(),
		field.Enum("entered_channel").Values("AT_POINT", "PHONE", "PAPER").Optional().Nillable().Immutable().Comment("how the person came"),
		field.Bytes("lookup_hash").MaxLen(32).SchemaType(mixin.Binary32()).Optional().Unique().Immutable().Comment("of the code with which the person finds it without a sign-in"),
		field.Time("phone_confirmed_at").SchemaType(mixin.Micros()).Optional().Nillable().Comment("when the phone was proved: at the sign-in of who asked, or by a code"),
		field.UUID("merged_into_id", gid.ID{}).SchemaType(mixin.Binary16()).Optional().Nillable().Comment("the one that stays"),
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

		// after
		edge.To("follows", HelpRequest.Type).Unique().From("followed_by").Unique().Field("followed_by_id"),

		// request
		edge.To("entered_by", Account.Type).Unique().Field("entered_by_id").Immutable(),
		edge.To("merged", HelpRequest.Type).From("merged_into").Unique().Field("merged_into_id"),
		edge.From("preferred_times", PreferredTime.Type).Ref("help_request"),
	}
}

// Indexes of HelpRequest.
func (HelpRequest) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("unit_id", "status", "created_at", "id"),
		index.Fields("status", "created_at", "id"),
		index.Fields("citizen_id", "created_at", "id"),
		index.Fields("citizen_id", "client_id").Unique(),
		index.Fields("unit_id", "status", "hurried", "opened_at", "id"),
		index.Fields("status", "hurried", "opened_at", "id"),
		index.Fields("status", "idle_since", "id"),
		index.Fields("volunteer_id", "agreed_from"),

		// after
		index.Fields("rating", "id"),
		index.Fields("solved_asked_at", "resolved_at", "id"),

		// request
		index.Fields("unit_id", "status", "queue_key", "id"),
		index.Fields("status", "queue_key", "id"),
		index.Fields("merged_into_id", "id"),

		// offline
		index.Fields("volunteer_id", "status", "updated_at", "id"),
		index.Fields("companion_id", "status", "updated_at", "id"),
	}
}

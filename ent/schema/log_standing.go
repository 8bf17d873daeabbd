package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"gandan/ent/gid"
	"gandan/ent/mixin"
)

// LogStanding is where an assistance log stands, one row a log: the log itself is never changed. What the sums need of the log
// and of its request is written down here once, so that an index alone answers them.
type LogStanding struct{ ent.Schema }

// Mixin of LogStanding.
func (LogStanding) Mixin() []ent.Mixin {
	return []ent.Mixin{mixin.ID{}, mixin.Times{}, mixin.Territory{}}
}

// Fields of LogStanding.
func (LogStanding) Fields() []ent.Field {
	return []ent.Field{
		field.UUID("log_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable().Unique(),
		field.UUID("help_request_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable(),
		field.UUID("volunteer_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable(),
		field.UUID("citizen_id", gid.ID{}).SchemaType(mixin.Binary16()).Optional().Nillable().Immutable().Comment("who was helped; empty for somebody without an account"),
		field.Enum("status").Values("RECORDED", "CONFIRMED", "DISPUTED", "APPROVED", "REJECTED", "CORRECTED"),
		field.Enum("tally").Values("COUNTED", "WAITING", "OUT").Comment("what the status and the overlap make of it in sums"),
		field.Bool("overlaps").Immutable(),
		field.String("day").MaxRuneLen(10).Immutable().Comment("on which it began, in Việt Nam"),
		field.String("topic_group").MaxRuneLen(64).Immutable().Comment("of the procedure; empty where none was named"),
		field.Enum("channel").Values("IN_PERSON", "PHONE", "ONLINE").Immutable(),
		field.Int("minutes").Immutable(),
		field.Enum("outcome").Values("CONTINUES", "RESOLVED", "REFERRED", "COULD_NOT_HELP").Immutable(),
		field.String("reason_code").MaxRuneLen(40).Immutable().Comment("why it was referred or could not be helped; empty where none was given"),
		field.Time("logged_at").SchemaType(mixin.Micros()).Immutable(),
		field.Time("disputed_at").SchemaType(mixin.Micros()).Optional().Nillable().Comment("a log is disputed once"),
	}
}

// Edges of LogStanding.
func (LogStanding) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("log", AssistanceLog.Type).Unique().Field("log_id").Required().Immutable(),
	}
}

// Indexes of LogStanding.
func (LogStanding) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("unit_path", "day", "tally", "topic_group", "channel", "minutes", "help_request_id").StorageKey("logstanding_sums"),
		index.Fields("volunteer_id", "tally", "day", "minutes", "unit_path", "help_request_id").StorageKey("logstanding_service"),
		index.Fields("unit_id", "tally", "logged_at", "id").StorageKey("logstanding_review"),
		index.Fields("unit_path", "outcome", "day", "status", "reason_code").StorageKey("logstanding_reasons"),
	}
}

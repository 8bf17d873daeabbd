package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"gandan/ent/gid"
	"gandan/ent/mixin"
)

// Draft is a document of an authority on which social criticism is invited.
type Draft struct{ ent.Schema }

// Mixin of Draft.
func (Draft) Mixin() []ent.Mixin {
	return []ent.Mixin{mixin.ID{}, mixin.Times{}, mixin.Territory{}}
}

// Fields of Draft.
func (Draft) Fields() []ent.Field {
	return []ent.Field{
		field.String("title").MaxRuneLen(300),
		field.Text("summary").Optional().Nillable(),
		field.UUID("drafter_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable().Comment("the organisation that wrote it and answers"),
		field.UUID("organiser_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable().Comment("the Front or the organisation that criticises"),
		field.Enum("form").Values("CONFERENCE", "WRITTEN", "DIRECT_DIALOGUE"),
		field.UUID("conference_id", gid.ID{}).SchemaType(mixin.Binary16()).Optional().Nillable(),
		field.Enum("status").Values("PREPARED", "OPEN", "CLOSED", "DOCUMENTED", "ANSWERED", "WITHDRAWN"),
		field.Bool("listed").Default(false).Comment("opened once, so the public may read it"),
		field.Int("version").Default(0).Comment("the newest"),
		field.String("opinions_until").MaxRuneLen(10).Optional().Nillable().Comment("the last day for opinions, local"),
		field.Time("opened_at").SchemaType(mixin.Micros()).Optional().Nillable(),
		field.Time("closed_at").SchemaType(mixin.Micros()).Optional().Nillable(),
		field.Int("received").Default(0).Comment("opinions that count"),
		field.Int("answered").Default(0).Comment("of them, those with an answer"),
		field.Int("accepted").Default(0).Comment("of them, those accepted"),
		field.Int("partly").Default(0).Comment("of them, those accepted in part"),
		field.Int("documents").Default(0).Comment("versions of the criticism document"),
		field.Int("last_opinion").Default(0).Comment("number of the newest opinion"),
		field.Time("answers_finished_at").SchemaType(mixin.Micros()).Optional().Nillable(),
		field.Time("withdrawn_at").SchemaType(mixin.Micros()).Optional().Nillable(),
		field.String("withdraw_reason").MaxRuneLen(500).Optional().Nillable(),
	}
}

// Edges of Draft.
func (Draft) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("drafter", Organisation.Type).Unique().Field("drafter_id").Required().Immutable(),
		edge.To("organiser", Organisation.Type).Unique().Field("organiser_id").Required().Immutable(),
		edge.To("conference", Conference.Type).Unique().Field("conference_id"),
	}
}

// Indexes of Draft.
func (Draft) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("unit_id", "listed", "created_at", "id"),
		index.Fields("listed", "created_at", "id"),
		index.Fields("unit_id", "status", "opinions_until", "id"),
		index.Fields("status", "opinions_until", "id"),
		index.Fields("unit_id", "id"),
		index.Fields("conference_id").Unique(),
	}
}

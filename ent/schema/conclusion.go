package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"gandan/ent/gid"
	"gandan/ent/mixin"
)

// Conclusion is one version of the notice of conclusion, with the figures as they stood when it was published.
type Conclusion struct{ ent.Schema }

// Mixin of Conclusion.
func (Conclusion) Mixin() []ent.Mixin {
	return []ent.Mixin{mixin.ID{}, mixin.Times{}}
}

// Fields of Conclusion.
func (Conclusion) Fields() []ent.Field {
	return []ent.Field{
		field.UUID("conference_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable(),
		field.Int("version").Immutable().Comment("from 1"),
		field.Text("body").Immutable(),
		field.String("correction").MaxRuneLen(500).Optional().Nillable().Immutable().Comment("why it replaces the version before"),
		field.Time("published_at").SchemaType(mixin.Micros()).Immutable(),
		field.Int("attended").Immutable(),
		field.Int("organisations").Immutable(),
		field.Int("received").Immutable().Comment("questions asked and not hidden"),
		field.Int("answered_there").Immutable(),
		field.Int("answered_later").Immutable(),
		field.Int("open").Immutable(),
	}
}

// Edges of Conclusion.
func (Conclusion) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("conference", Conference.Type).Unique().Field("conference_id").Required().Immutable(),
	}
}

// Indexes of Conclusion.
func (Conclusion) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("conference_id", "version").Unique(),
	}
}

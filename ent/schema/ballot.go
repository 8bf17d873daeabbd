package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"gandan/ent/gid"
	"gandan/ent/mixin"
)

// Ballot says that a person has voted in a poll. It does not say what: no row of the system does.
type Ballot struct{ ent.Schema }

// Mixin of Ballot.
func (Ballot) Mixin() []ent.Mixin {
	return []ent.Mixin{mixin.ID{}, mixin.Times{}}
}

// Fields of Ballot.
func (Ballot) Fields() []ent.Field {
	return []ent.Field{
		field.UUID("poll_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable(),
		field.UUID("voter_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable(),
	}
}

// Edges of Ballot.
func (Ballot) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("poll", Poll.Type).Unique().Field("poll_id").Required().Immutable(),
		edge.To("voter", Account.Type).Unique().Field("voter_id").Required().Immutable(),
	}
}

// Indexes of Ballot.
func (Ballot) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("poll_id", "voter_id").Unique(),
	}
}

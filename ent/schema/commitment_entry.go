package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"gandan/ent/gid"
	"gandan/ent/mixin"
)

// CommitmentEntry is one line of the ledger of a commitment. Lines are added and never changed; each holds the hash of the one before.
type CommitmentEntry struct{ ent.Schema }

// Mixin of CommitmentEntry.
func (CommitmentEntry) Mixin() []ent.Mixin {
	return []ent.Mixin{mixin.ID{}, mixin.Times{}}
}

// Fields of CommitmentEntry.
func (CommitmentEntry) Fields() []ent.Field {
	return []ent.Field{
		field.UUID("commitment_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable(),
		field.Int("sequence").Immutable().Comment("from 1, without gaps"),
		field.Enum("kind").Values("RECORDED", "EXTENDED", "COMPLETED", "CONFIRMED", "DISPUTED", "SETTLED").Immutable(),
		field.String("due_on").MaxRuneLen(10).Immutable().Comment("the last day as it stands after this line"),
		field.Text("reason").Optional().Nillable().Immutable(),
		field.Time("at").SchemaType(mixin.Micros()).Immutable(),
		field.Enum("by").Values("ADMIN", "CITIZEN", "SYSTEM").Immutable(),
		field.Bytes("previous_hash").MaxLen(32).SchemaType(mixin.Binary32()).Optional().Immutable(),
		field.Bytes("hash").MaxLen(32).SchemaType(mixin.Binary32()).Immutable(),
	}
}

// Edges of CommitmentEntry.
func (CommitmentEntry) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("commitment", Commitment.Type).Unique().Field("commitment_id").Required().Immutable(),
	}
}

// Indexes of CommitmentEntry.
func (CommitmentEntry) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("commitment_id", "sequence").Unique(),
	}
}

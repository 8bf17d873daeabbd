package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"gandan/ent/gid"
	"gandan/ent/mixin"
)

// TeamMember is a person's membership of a team, for a term. What has ended stays as history.
type TeamMember struct{ ent.Schema }

// Mixin of TeamMember.
func (TeamMember) Mixin() []ent.Mixin {
	return []ent.Mixin{mixin.ID{}, mixin.Times{}, mixin.Territory{}}
}

// Fields of TeamMember.
func (TeamMember) Fields() []ent.Field {
	return []ent.Field{
		field.UUID("team_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable(),
		field.UUID("account_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable(),
		field.Enum("status").Values("ACTIVE", "ENDED"),
		field.String("active_for").MaxRuneLen(80).Optional().Nillable().Unique().Comment("team and account until it ends: a person is in a team once"),
		field.String("from_on").MaxRuneLen(10).Immutable().Comment("the first day, local"),
		field.String("to_on").MaxRuneLen(10).Comment("the last day, local; it counts"),
		field.Bool("lead").Default(false),
		field.String("born_on").MaxRuneLen(10).Optional().Nillable().Comment("only to know whether they are old enough"),
		field.String("trained_on").MaxRuneLen(10).Optional().Nillable().Comment("confidentiality, steps of a dossier, talking with people"),
		field.JSON("skills", []string{}).Comment("groups of procedures, sorted"),
		field.Time("ended_at").SchemaType(mixin.Micros()).Optional().Nillable(),
		field.String("end_reason").MaxRuneLen(500).Optional().Nillable(),
	}
}

// Edges of TeamMember.
func (TeamMember) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("team", Team.Type).Unique().Field("team_id").Required().Immutable(),
		edge.To("account", Account.Type).Unique().Field("account_id").Required().Immutable(),
	}
}

// Indexes of TeamMember.
func (TeamMember) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("team_id", "created_at", "id"),
		index.Fields("team_id", "status", "created_at", "id"),
		index.Fields("account_id", "created_at", "id"),
		index.Fields("account_id", "status"),
		index.Fields("unit_path", "status"),
		index.Fields("status", "to_on", "id"),
	}
}

package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"gandan/ent/gid"
	"gandan/ent/mixin"
)

// AccessRecord says that someone read personal data of somebody else; the person may see it.
type AccessRecord struct{ ent.Schema }

// Mixin of AccessRecord.
func (AccessRecord) Mixin() []ent.Mixin {
	return []ent.Mixin{mixin.ID{}, mixin.Times{}}
}

// Fields of AccessRecord.
func (AccessRecord) Fields() []ent.Field {
	return []ent.Field{
		field.UUID("subject_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable().Comment("whose data"),
		field.UUID("viewer_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable(),
		field.String("viewer_role").MaxRuneLen(16).Immutable(),
		field.String("what").MaxRuneLen(64).Immutable().Comment("the labelled field"),
		field.UUID("object_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable().Comment("the row through which it was read"),
	}
}

// Indexes of AccessRecord.
func (AccessRecord) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("subject_id", "id"),
		index.Fields("viewer_id", "id"),
	}
}

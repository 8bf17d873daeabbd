package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"gandan/ent/gid"
	"gandan/ent/mixin"
)

// Attachment is a document or a picture that belongs to something else. Its bytes lie in the blob store. Who may read it is asked
// of what it belongs to, at every read.
type Attachment struct{ ent.Schema }

// Mixin of Attachment.
func (Attachment) Mixin() []ent.Mixin {
	return []ent.Mixin{mixin.ID{}, mixin.Times{}, mixin.Territory{}}
}

// Fields of Attachment.
func (Attachment) Fields() []ent.Field {
	return []ent.Field{
		field.UUID("subject_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable().Comment("what it belongs to: a conference, a commitment, a draft"),
		field.UUID("uploaded_by_id", gid.ID{}).SchemaType(mixin.Binary16()).Immutable(),
		field.String("name").MaxRuneLen(200).Comment("as shown; the name in the store is made by us"),
		field.Enum("media").Values("PDF", "DOCX", "XLSX", "JPEG", "PNG"),
		field.Int("size").Comment("bytes: as announced while EXPECTED, then as stored"),
		field.Bytes("sha256").MaxLen(32).SchemaType(mixin.Binary32()).Optional(),
		field.Int("width").Optional().Nillable(),
		field.Int("height").Optional().Nillable(),
		field.Enum("status").Values("EXPECTED", "STORED", "REMOVED"),
		field.Time("stored_at").SchemaType(mixin.Micros()).Optional().Nillable(),
		field.Time("removed_at").SchemaType(mixin.Micros()).Optional().Nillable(),
		field.String("removal_reason").MaxRuneLen(500).Optional().Nillable(),
	}
}

// Edges of Attachment.
func (Attachment) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("uploaded_by", Account.Type).Unique().Field("uploaded_by_id").Required().Immutable(),
	}
}

// Indexes of Attachment.
func (Attachment) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("subject_id", "status", "created_at", "id"),
		index.Fields("uploaded_by_id", "created_at", "id"),
		index.Fields("status", "created_at", "id"),
	}
}

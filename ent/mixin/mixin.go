// Package mixin holds the columns that every entity of a kind shares. It imports nothing of ours but the id type.
package mixin

import (
	"entgo.io/ent"
	"entgo.io/ent/dialect"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/mixin"

	"gandan/ent/gid"
)

// Binary16 keeps an id in 16 bytes on every database: the native uuid type is not portable.
func Binary16() map[string]string {
	return map[string]string{dialect.MySQL: "binary(16)", dialect.SQLite: "blob"}
}

// Micros keeps an instant to the microsecond. SQLite stores the number of microseconds since 1970 in such a column.
func Micros() map[string]string { return map[string]string{dialect.MySQL: "datetime(6)"} }

// ID gives an entity its typed identifier; a hook of the store fills it.
type ID struct{ mixin.Schema }

// Fields of ID.
func (ID) Fields() []ent.Field {
	return []ent.Field{
		field.UUID("id", gid.ID{}).SchemaType(Binary16()).Immutable(),
	}
}

// Times gives an entity the instants of its creation and last change; a hook of the store fills them.
type Times struct{ mixin.Schema }

// Fields of Times.
func (Times) Fields() []ent.Field {
	return []ent.Field{
		field.Time("created_at").SchemaType(Micros()).Immutable().Comment("when the row was made"),
		field.Time("updated_at").SchemaType(Micros()).Comment("when the row last changed"),
	}
}

// Territory marks an entity as belonging to a unit: reads of it are scoped by unit_path.
type Territory struct{ mixin.Schema }

// Fields of Territory.
func (Territory) Fields() []ent.Field {
	return []ent.Field{
		field.UUID("unit_id", gid.ID{}).SchemaType(Binary16()).Immutable().Comment("the unit it happened in, kept when units change"),
		field.String("unit_path").MaxRuneLen(64).Immutable().Comment("path of that unit: the fence of every read"),
	}
}

// Binary32 keeps a SHA-256 in 32 bytes, so that it can be indexed on every database.
func Binary32() map[string]string {
	return map[string]string{dialect.MySQL: "binary(32)", dialect.SQLite: "blob"}
}

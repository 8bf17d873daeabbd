package migrate

import (
	"embed"
	"fmt"
	"io/fs"

	"entgo.io/ent/dialect"
)

// `all:` keeps the folders embeddable while they hold nothing but atlas.sum.
//
//go:embed all:sqlite all:mysql
var folders embed.FS

// Folder returns the versioned migrations of a dialect, as embedded in the binary: goose files and their atlas.sum.
// The mysql folder serves MariaDB, MySQL and TiDB alike.
func Folder(name string) (fs.FS, error) {
	switch name {
	case dialect.SQLite:
		return fs.Sub(folders, "sqlite")
	case dialect.MySQL:
		return fs.Sub(folders, "mysql")
	}
	return nil, fmt.Errorf("no migrations for the dialect %q", name)
}

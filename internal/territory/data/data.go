// Package data carries the facts that the program starts with: the units of Hanoi in 2017 and since 1 July 2025, and how the
// ones became the others. README.md says where each file comes from.
package data

import (
	"embed"
	"io/fs"
)

//go:embed *.csv
var files embed.FS

// The files and what they hold.
const (
	Districts2017 = "units_2017.csv"
	Communes2017  = "communes_2017.csv"
	Units2025     = "units_2025.csv"
	Links2025     = "commune_map_2025.csv"
)

// Files returns the data files by name.
func Files() fs.FS { return files }

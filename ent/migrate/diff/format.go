package main

import (
	"fmt"
	"regexp"
	"strings"
	"time"

	atlas "ariga.io/atlas/sql/migrate"
)

const versionLayout = "20060102150405"

// forwardOnly writes goose files without a way back: a table that SQLite rebuilt cannot be put back by the statements in
// reverse, so a mistake is mended by the next migration.
type forwardOnly struct {
	name    string
	first   time.Time
	perFile int
}

// Format lays the changes of a plan out in files; each file is one second younger than the last.
func (f forwardOnly) Format(plan *atlas.Plan) ([]atlas.File, error) {
	size := f.perFile
	if size == 0 {
		size = len(plan.Changes)
	}
	var files []atlas.File
	for at := 0; at < len(plan.Changes); at += size {
		changes := plan.Changes[at:min(at+size, len(plan.Changes))]
		files = append(files, f.file(len(files), changes))
	}
	return files, nil
}

func (f forwardOnly) file(n int, changes []*atlas.Change) atlas.File {
	var body strings.Builder
	body.WriteString("-- +goose Up\n")
	for _, c := range changes {
		if c.Comment != "" {
			fmt.Fprintf(&body, "-- %s\n", c.Comment)
		}
		fmt.Fprintf(&body, "%s;\n", c.Cmd)
	}
	name := f.first.Add(time.Duration(n)*time.Second).Format(versionLayout) + "_" + f.name
	if len(changes) == 1 && f.perFile == 1 && changes[0].Comment != "" {
		name += "_" + slug(changes[0].Comment)
	}
	return atlas.NewLocalFile(name+".sql", []byte(body.String()))
}

var notWord = regexp.MustCompile(`[^a-z0-9]+`)

func slug(comment string) string {
	return strings.Trim(notWord.ReplaceAllString(strings.ToLower(comment), "_"), "_")
}

// nextVersion keeps versions ascending even when the last migration was split over more files than seconds have passed.
func nextVersion(files []string, now time.Time) time.Time {
	now = now.UTC().Truncate(time.Second)
	if len(files) == 0 {
		return now
	}
	stamp, _, _ := strings.Cut(files[len(files)-1], "_")
	last, err := time.Parse(versionLayout, stamp)
	if err != nil || now.After(last) {
		return now
	}
	return last.Add(time.Second)
}

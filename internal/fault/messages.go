package fault

import (
	"embed"
	"encoding/csv"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"
)

// The messages are tables, key,vi,en, one file a domain, so that somebody who does not program can better them.
//
//go:embed messages/*.csv
var files embed.FS

// words is a message in each language: Vietnamese first, English for whoever asks for it.
type words struct{ vi, en string }

var table = sync.OnceValue(func() map[Key]words {
	all, err := readMessages(files)
	if err != nil {
		panic(err) // the files are part of the program; a test reads them all
	}
	return all
})

// Message returns what the person is told, in English when lang is "en" or one of its regions and in Vietnamese otherwise.
// A key without a message gets that of INTERNAL, so that a slip in the code never shows a bare key.
//
// A placeholder {name} takes its value from args. A code among the values is put into words where the tables have them:
// {status} with CLAIMED reads the message STATUS_CLAIMED. A value is never itself searched for placeholders.
func Message(key Key, lang string, args map[string]any) string {
	m, known := table()[key]
	if !known {
		m = table()["INTERNAL"]
	}
	return fill(m.in(lang), lang, args)
}

// Keys returns every key that has a message, in order.
func Keys() []Key {
	keys := make([]Key, 0, len(table()))
	for key := range table() {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

func (m words) in(lang string) string {
	if tag, _, _ := strings.Cut(strings.ToLower(lang), "-"); tag == "en" {
		return m.en
	}
	return m.vi
}

// fill replaces each {name} in one pass. A value that was forgotten is an ellipsis: the sentence still reads.
func fill(message, lang string, args map[string]any) string {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(message, "{")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		name, after, _ := strings.Cut(rest, "}")
		b.WriteString(say(name, lang, args))
		message = after
	}
}

func say(name, lang string, args map[string]any) string {
	value, given := args[name]
	if !given {
		return "…"
	}
	text := fmt.Sprint(value)
	if m, known := table()[Key(strings.ToUpper(name+"_"+text))]; known {
		return m.in(lang)
	}
	return text
}

// readMessages reads every table below messages and refuses what would leave somebody without an answer.
func readMessages(source fs.FS) (map[Key]words, error) {
	names, err := fs.Glob(source, "messages/*.csv")
	if err != nil {
		return nil, err
	}
	all := map[Key]words{}
	for _, name := range names {
		if err := readTable(source, name, all); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	if _, known := all["INTERNAL"]; !known {
		return nil, errors.New("messages: INTERNAL has no message")
	}
	return all, nil
}

func readTable(source fs.FS, name string, all map[Key]words) error {
	file, err := source.Open(name)
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }() // nothing was written to it
	reader := csv.NewReader(file)
	reader.FieldsPerRecord = 3
	rows, err := reader.ReadAll()
	if err != nil {
		return err
	}
	if len(rows) == 0 || !slices.Equal(rows[0], []string{"key", "vi", "en"}) {
		return errors.New("the header must be key,vi,en")
	}
	for _, row := range rows[1:] {
		key := Key(row[0])
		if _, twice := all[key]; twice {
			return fmt.Errorf("%s has two messages", key)
		}
		if row[1] == "" || row[2] == "" {
			return fmt.Errorf("%s needs both languages", key)
		}
		all[key] = words{vi: row[1], en: row[2]}
	}
	return nil
}

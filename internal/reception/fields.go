package reception

import (
	"bytes"
	"context"
	_ "embed"
	"slices"
	"strings"
	"sync"

	"gandan/ent"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/text"
)

// The public list of what people come about. It is our own choice, not that of a law: short, neutral, and in the words of a
// ward office. A code never changes, since rows carry it.
//
//go:embed fields.csv
var fieldsFile []byte

// Matter is what somebody comes about, of the public list.
type Matter struct {
	Code   string
	vi, en string
}

var fields = sync.OnceValue(func() []*Matter {
	table, problems := text.ReadTable(bytes.NewReader(fieldsFile))
	if err := problems.Err(); err != nil {
		panic(err) // the file is part of the program; a test reads it
	}
	list := make([]*Matter, len(table.Rows))
	for i, row := range table.Rows {
		list[i] = &Matter{Code: row.Get("code"), vi: row.Get("vi"), en: row.Get("en")}
	}
	return list
})

// Name is the name of the field in the language of the request.
func (f *Matter) Name(ctx context.Context) string {
	if language(ctx) == "en" {
		return f.en
	}
	return f.vi
}

func language(ctx context.Context) string {
	tag, _, _ := strings.Cut(strings.ToLower(access.RequestFrom(ctx).Language), "-")
	return tag
}

// Fields is the public list, in its order.
func (s *Service) Fields() []*Matter { return fields() }

// FieldsOf are those for which the host receives.
func (s *Service) FieldsOf(r *ent.Reception) []*Matter {
	list := make([]*Matter, 0, len(r.Fields))
	for _, code := range r.Fields {
		if f := fieldOf(code); f != nil {
			list = append(list, f)
		}
	}
	return list
}

// FieldOf is what the person comes about.
func (s *Service) FieldOf(b *ent.ReceptionBooking) *Matter { return fieldOf(b.Field) }

func fieldOf(code string) *Matter {
	i := slices.IndexFunc(fields(), func(f *Matter) bool { return f.Code == code })
	if i < 0 {
		return nil
	}
	return fields()[i]
}

// knownFields holds the fields of a plan to the list: 1 to 10, each once.
// BAD_USER_INPUT at input.fields with keys UNKNOWN_FIELD, SAME_FIELD and OUT_OF_RANGE.
func knownFields(codes []string) error {
	if n := len(codes); n < 1 || n > mostFields {
		return fault.Bad("input.fields", "OUT_OF_RANGE").With("min", 1).With("max", mostFields)
	}
	for i, code := range codes {
		switch {
		case fieldOf(code) == nil:
			return fault.Bad("input.fields", "UNKNOWN_FIELD")
		case slices.Contains(codes[:i], code):
			return fault.Bad("input.fields", "SAME_FIELD")
		}
	}
	return nil
}

// received holds what somebody comes about to the fields of the reception.
// BAD_USER_INPUT at input.field with key FIELD_NOT_HERE.
func received(r *ent.Reception, code string) error {
	if !slices.Contains(r.Fields, code) {
		return fault.Bad("input.field", "FIELD_NOT_HERE")
	}
	return nil
}

package text

import (
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"
	"unicode/utf8"
)

// Table is a CSV file whose first line names its columns.
type Table struct {
	Columns []string
	Rows    []Row
}

// Row is one line of a table. It knows where it stands, so that a complaint can say so.
type Row struct {
	Line    int
	columns map[string]int
	cells   []string
}

// Get returns the cleaned text of a cell; a column that the file does not have is empty.
func (r Row) Get(column string) string {
	if i, ok := r.columns[column]; ok {
		return r.cells[i]
	}
	return ""
}

// Has reports whether the table has the column.
func (t Table) Has(column string) bool { return slices.Contains(t.Columns, column) }

// ReadTable reads comma-separated values with a header. A byte order mark, Windows line ends and NFD are accepted, as
// spreadsheets write them; the order of the columns is free and columns nobody asks for are left alone. Rows that cannot
// be read become problems and are left out.
func ReadTable(r io.Reader) (Table, Problems) {
	var problems Problems
	reader := csv.NewReader(skipMark(r))
	reader.FieldsPerRecord = -1
	header, err := reader.Read()
	if err != nil {
		problems.unreadable(err, "the file has no header line; its first line must name the columns")
		return Table{}, problems
	}
	if !isText(strings.Join(header, ",")) {
		problems.Add(1, "", "the file is not UTF-8 text; save it as \"CSV UTF-8\"")
		return Table{}, problems
	}
	table := Table{Columns: readHeader(header, &problems)}
	index := map[string]int{}
	for i, name := range table.Columns {
		index[name] = i
	}
	for {
		cells, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return table, problems
		}
		if err != nil {
			if problems.unreadable(err, "the row cannot be read"); !isParseError(err) {
				return table, problems
			}
			continue
		}
		line, _ := reader.FieldPos(0)
		if row := (Row{Line: line, columns: index, cells: cells}); row.clean(table.Columns, &problems) {
			table.Rows = append(table.Rows, row)
		}
	}
}

// Require notes each of the columns that the table lacks.
func (t Table) Require(problems *Problems, columns ...string) {
	for _, name := range columns {
		if !t.Has(name) {
			problems.Add(1, name, "the column is missing; the header must have %s", strings.Join(columns, ","))
		}
	}
}

// readHeader cleans the column names and notes what would make the rows ambiguous.
func readHeader(header []string, problems *Problems) []string {
	names := make([]string, len(header))
	for i, cell := range header {
		names[i] = Clean(cell)
		if names[i] != "" && slices.Contains(names[:i], names[i]) {
			problems.Add(1, names[i], "the column stands twice; remove one")
		}
	}
	if len(header) == 1 && strings.ContainsAny(header[0], ";\t") {
		problems.Add(1, "", "the columns are not separated by commas; save the file as \"CSV UTF-8 (comma delimited)\"")
	}
	return names
}

// clean checks the shape of a row and cleans its cells.
func (r Row) clean(columns []string, problems *Problems) bool {
	if len(r.cells) != len(columns) {
		problems.Add(r.Line, "", "has %d fields, the header has %d; put quotes around a text with a comma", len(r.cells), len(columns))
		return false
	}
	sound := true
	for i, cell := range r.cells {
		if !isText(cell) {
			problems.Add(r.Line, columns[i], "is not UTF-8 text; save the file as \"CSV UTF-8\"")
			sound = false
		}
		r.cells[i] = Clean(cell)
	}
	return sound
}

// isText refuses what is no UTF-8: other encodings of Vietnamese, and UTF-16 with its zero bytes.
func isText(s string) bool { return utf8.ValidString(s) && !strings.ContainsRune(s, 0) }

func isParseError(err error) bool {
	var parse *csv.ParseError
	return errors.As(err, &parse)
}

// unreadable notes an error of the reader, with the line it names.
func (p *Problems) unreadable(err error, doing string) {
	var parse *csv.ParseError
	switch {
	case errors.As(err, &parse):
		p.Add(parse.StartLine, "", "%s: a quote is not closed, or stands inside a field without being doubled", doing)
	case errors.Is(err, io.EOF):
		p.Add(1, "", "%s", doing)
	default:
		p.Add(1, "", "%s: the file cannot be read to its end: %v", doing, err)
	}
}

// skipMark drops the byte order mark that spreadsheets put in front of UTF-8.
func skipMark(r io.Reader) io.Reader {
	const mark = "\ufeff"
	head := make([]byte, len(mark))
	n, err := io.ReadFull(r, head)
	if err == nil && string(head) == mark {
		return r
	}
	return io.MultiReader(strings.NewReader(string(head[:n])), r)
}

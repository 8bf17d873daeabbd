package graph

import (
	"cmp"
	"math"

	"github.com/vektah/gqlparser/v2/ast"

	"gandan/internal/fault"
)

// Limits bounds what one document may ask for. A zero field takes its value from DefaultLimits.
type Limits struct {
	Tokens     int // lexical tokens, counted while parsing
	Depth      int // fields within fields, of the operation that runs
	Aliases    int // in the whole document
	Directives int // in the whole document
	Repeats    int // fields that stand again in the same selection, in the whole document
	Fragments  int // defined in the document
	Operations int // defined in the document
	RootFields int // of a query or subscription
	Mutations  int // root fields of a mutation
	SignIns    int // root fields that hand out or try a credential, of a mutation
	Cost       int // points, see cost.go
	Errors     int // in one response
	PageSize   int // assumed for a connection without first and last: what the server then sends
	PlainList  int // assumed for a list without @bounded
	CacheBytes int // text of the validated documents kept ready
	NameLength int // of an operation's name
}

// DefaultLimits are the limits in force unless the configuration says otherwise.
func DefaultLimits() Limits {
	return Limits{
		Tokens: 1000, Depth: 12, Aliases: 15, Directives: 50, Repeats: 20, Fragments: 30, Operations: 10,
		RootFields: 20, Mutations: 5, SignIns: 1, Cost: 10_000, Errors: 20,
		PageSize: 20, PlainList: 10, CacheBytes: 4 << 20, NameLength: 128,
	}
}

// orDefaults fills in what the caller left at zero.
func (l Limits) orDefaults() Limits {
	d := DefaultLimits()
	return Limits{
		Tokens: cmp.Or(l.Tokens, d.Tokens), Depth: cmp.Or(l.Depth, d.Depth), Aliases: cmp.Or(l.Aliases, d.Aliases),
		Directives: cmp.Or(l.Directives, d.Directives), Repeats: cmp.Or(l.Repeats, d.Repeats), Fragments: cmp.Or(l.Fragments, d.Fragments),
		Operations: cmp.Or(l.Operations, d.Operations), RootFields: cmp.Or(l.RootFields, d.RootFields),
		Mutations: cmp.Or(l.Mutations, d.Mutations), SignIns: cmp.Or(l.SignIns, d.SignIns), Cost: cmp.Or(l.Cost, d.Cost),
		Errors: cmp.Or(l.Errors, d.Errors), PageSize: cmp.Or(l.PageSize, d.PageSize),
		PlainList: cmp.Or(l.PlainList, d.PlainList), CacheBytes: cmp.Or(l.CacheBytes, d.CacheBytes),
		NameLength: cmp.Or(l.NameLength, d.NameLength),
	}
}

// signIns are the mutations of which one document may hold a single one: with aliases a document could otherwise try
// many codes or send many messages while it counts as one request.
var signIns = map[string]bool{"requestOtp": true, "verifyOtp": true, "refreshSession": true}

// checkDocument measures what can be told from the text alone. It stands before validation, because a validator compares
// each field with every other of its name: a thousand times "id" keeps it busy for as long as a hundred screens.
func (l Limits) checkDocument(doc *ast.QueryDocument) error {
	m := newMeasure(doc)
	return firstOver(
		limit{"OPERATION_LIMIT", len(doc.Operations), l.Operations},
		limit{"FRAGMENT_LIMIT", len(doc.Fragments), l.Fragments},
		limit{"ALIAS_LIMIT", m.aliases, l.Aliases},
		limit{"DIRECTIVE_LIMIT", m.directives, l.Directives},
		limit{"REPEAT_LIMIT", m.repeats, l.Repeats},
		limit{"DEFER_OFF", m.deferred, 0}, // no transport of ours sends an answer in parts
	)
}

// checkOperation measures the operation that is to run.
func (l Limits) checkOperation(doc *ast.QueryDocument, op *ast.OperationDefinition) error {
	m := newMeasure(doc)
	root := m.roots(op.SelectionSet)
	rootLimit, rootKey := l.RootFields, fault.Key("ROOT_FIELD_LIMIT")
	if op.Operation == ast.Mutation {
		rootLimit, rootKey = l.Mutations, "MUTATION_LIMIT"
	}
	return firstOver(
		limit{"OPERATION_NAME_LIMIT", len(op.Name), l.NameLength},
		limit{rootKey, root.fields, rootLimit},
		limit{"SIGN_IN_LIMIT", root.signIns, l.SignIns},
		limit{"DEPTH_LIMIT", m.depth(op.SelectionSet), l.Depth},
	)
}

type limit struct {
	key      fault.Key
	got, max int
}

func firstOver(limits ...limit) error {
	for _, l := range limits {
		if l.got > l.max {
			return tooMuch(l.key, l.max)
		}
	}
	return nil
}

func tooMuch(key fault.Key, max int) *fault.Error {
	return fault.New(fault.LimitExceeded, key).With("limit", max)
}

// add and times saturate: a document can nest lists until any integer overflows.
func add(a, b int) int {
	if a > math.MaxInt-b {
		return math.MaxInt
	}
	return a + b
}

func times(a, b int) int {
	if a != 0 && b > math.MaxInt/a {
		return math.MaxInt
	}
	return a * b
}

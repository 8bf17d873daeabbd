package graph

import "github.com/vektah/gqlparser/v2/ast"

// measure counts what the limits bound. Each fragment is walked once and its measure remembered, so the work grows with
// the text of the document and never with what the fragments expand to.
type measure struct {
	doc         *ast.QueryDocument
	depthOf     map[string]int
	rootsOf     map[string]roots
	aliases     int
	directives  int
	deferred    int
	repeats     int
	visitedSets int // how many selection sets were walked: the tests hold it against the size of the document
}

// roots are the fields at the top of an operation.
type roots struct{ fields, signIns int }

func newMeasure(doc *ast.QueryDocument) *measure {
	m := &measure{doc: doc, depthOf: map[string]int{}, rootsOf: map[string]roots{}}
	for _, op := range doc.Operations {
		m.note(op.Directives)
		m.count(op.SelectionSet, map[string]bool{})
	}
	for _, f := range doc.Fragments {
		m.note(f.Directives)
		m.count(f.SelectionSet, map[string]bool{})
	}
	return m
}

// count adds up the aliases, directives and repetitions that the document writes down; seen are the names that stand in
// the same selection already, inline fragments being part of it.
func (m *measure) count(set ast.SelectionSet, seen map[string]bool) {
	m.visitedSets++
	for _, s := range set {
		switch s := s.(type) {
		case *ast.Field:
			m.note(s.Directives)
			if s.Alias != s.Name {
				m.aliases++
			}
			if seen[s.Alias] {
				m.repeats++
			}
			seen[s.Alias] = true
			m.count(s.SelectionSet, map[string]bool{})
		case *ast.InlineFragment:
			m.note(s.Directives)
			m.count(s.SelectionSet, seen)
		case *ast.FragmentSpread:
			m.note(s.Directives)
		}
	}
}

func (m *measure) note(directives ast.DirectiveList) {
	m.directives += len(directives)
	for _, d := range directives {
		if d.Name == "defer" || d.Name == "stream" {
			m.deferred++
		}
	}
}

// depth is the length of the longest chain of fields. What describes the schema itself is left to the validator, whose
// own rule bounds introspection: the usual introspection query alone is deeper than any screen.
func (m *measure) depth(set ast.SelectionSet) int {
	m.visitedSets++
	deepest := 0
	for _, s := range set {
		switch s := s.(type) {
		case *ast.Field:
			deepest = max(deepest, m.depthOfField(s))
		case *ast.InlineFragment:
			deepest = max(deepest, m.depth(s.SelectionSet))
		case *ast.FragmentSpread:
			deepest = max(deepest, m.depthOfFragment(s.Name))
		}
	}
	return deepest
}

func (m *measure) depthOfField(f *ast.Field) int {
	if introspective(f) {
		return 1
	}
	return 1 + m.depth(f.SelectionSet)
}

func (m *measure) depthOfFragment(name string) int {
	if d, known := m.depthOf[name]; known {
		return d
	}
	m.depthOf[name] = 0 // the validator refuses cycles; should one ever pass, it ends here
	f := m.doc.Fragments.ForName(name)
	if f == nil {
		return 0
	}
	d := m.depth(f.SelectionSet)
	m.depthOf[name] = d
	return d
}

// roots counts the fields at the top, through fragments; a fragment spread twice counts twice, although its fields merge.
func (m *measure) roots(set ast.SelectionSet) roots {
	m.visitedSets++
	var total roots
	for _, s := range set {
		switch s := s.(type) {
		case *ast.Field:
			total.fields = add(total.fields, 1)
			if signIns[s.Name] {
				total.signIns = add(total.signIns, 1)
			}
		case *ast.InlineFragment:
			total = total.plus(m.roots(s.SelectionSet))
		case *ast.FragmentSpread:
			total = total.plus(m.rootsOfFragment(s.Name))
		}
	}
	return total
}

func (m *measure) rootsOfFragment(name string) roots {
	if r, known := m.rootsOf[name]; known {
		return r
	}
	m.rootsOf[name] = roots{}
	f := m.doc.Fragments.ForName(name)
	if f == nil {
		return roots{}
	}
	r := m.roots(f.SelectionSet)
	m.rootsOf[name] = r
	return r
}

func (r roots) plus(o roots) roots {
	return roots{add(r.fields, o.fields), add(r.signIns, o.signIns)}
}

func introspective(f *ast.Field) bool { return f.Name == "__schema" || f.Name == "__type" }

package graph

import (
	"container/list"
	"context"
	"sync"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
)

// documentCache keeps validated documents ready, the least recently used go first. It is bounded in bytes of text: a
// bound on their number would let a few large documents take the memory. The parsed form is about ten times as large.
type documentCache struct {
	mu       sync.Mutex
	max, has int
	recent   *list.List // of *cachedDocument, the latest in front
	byText   map[string]*list.Element
}

type cachedDocument struct {
	text string
	doc  *ast.QueryDocument
}

var _ graphql.Cache[*ast.QueryDocument] = (*documentCache)(nil)

func newDocumentCache(maxBytes int) *documentCache {
	return &documentCache{max: maxBytes, recent: list.New(), byText: map[string]*list.Element{}}
}

// Get finds the document of exactly this text.
func (c *documentCache) Get(_ context.Context, text string) (*ast.QueryDocument, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, ok := c.byText[text]
	if !ok {
		return nil, false
	}
	c.recent.MoveToFront(e)
	return e.Value.(*cachedDocument).doc, true //nolint:forcetypeassert // Add puts nothing else in
}

// Add keeps a document. One that would push out a sixteenth of the others is not worth its place.
func (c *documentCache) Add(_ context.Context, text string, doc *ast.QueryDocument) {
	if len(text) > c.max/16 {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, ok := c.byText[text]; ok {
		return
	}
	c.byText[text] = c.recent.PushFront(&cachedDocument{text, doc})
	c.has += len(text)
	for c.has > c.max {
		c.dropOldest()
	}
}

func (c *documentCache) dropOldest() {
	e := c.recent.Back()
	d := c.recent.Remove(e).(*cachedDocument) //nolint:forcetypeassert // Add puts nothing else in
	delete(c.byText, d.text)
	c.has -= len(d.text)
}

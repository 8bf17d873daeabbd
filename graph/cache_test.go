package graph

import (
	"fmt"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"
)

func TestTheCacheHoldsSoManyBytesAndForgetsTheOldest(t *testing.T) {
	c, ctx := newDocumentCache(160), t.Context()
	for i := range 20 {
		c.Add(ctx, fmt.Sprintf("document%02d", i), new(ast.QueryDocument))
		c.Get(ctx, "document00")
	}
	if c.has > 160 || len(c.byText) != 16 || c.recent.Len() != 16 {
		t.Errorf("holds %d bytes in %d documents", c.has, len(c.byText))
	}
	if _, ok := c.Get(ctx, "document00"); !ok {
		t.Error("what is asked for again and again must stay")
	}
	if _, ok := c.Get(ctx, "document01"); ok {
		t.Error("the oldest must go")
	}
}

func TestTheCacheTakesNoDocumentThatPushesOutManyOthers(t *testing.T) {
	c, ctx := newDocumentCache(160), t.Context()
	c.Add(ctx, strings.Repeat("x", 11), new(ast.QueryDocument))
	if len(c.byText) != 0 {
		t.Error("it was taken")
	}
}

func TestTheSameDocumentIsCountedOnce(t *testing.T) {
	c, ctx := newDocumentCache(160), t.Context()
	c.Add(ctx, "document", new(ast.QueryDocument))
	c.Add(ctx, "document", new(ast.QueryDocument))
	if c.has != len("document") {
		t.Errorf("holds %d bytes", c.has)
	}
}

package graph

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"gandan/ent/gid"
	"gandan/graph/scalar"
	"gandan/internal/access"
	"gandan/internal/fault"
)

const canary = "0912345678"

// failing is a server whose every resolver fails with err; what it logs goes to the buffer.
func failing(err error) (*executor.Executor, *bytes.Buffer) {
	log := new(bytes.Buffer)
	o := ServerOptions{Log: slog.New(slog.NewJSONHandler(log, nil))}
	es := fakeSchema{run: func(ctx context.Context) *graphql.Response {
		graphql.AddError(ctx, err)
		return &graphql.Response{Data: json.RawMessage(`null`)}
	}}
	return NewServer(es, o), log
}

func TestOnlyCodedErrorsLeave(t *testing.T) {
	for name, c := range map[string]struct {
		err       error
		code, key string
		logged    bool
	}{
		"a fault is shown as it is":     {fault.Bad("input.phone", "BAD_PHONE"), "BAD_USER_INPUT", "BAD_PHONE", false},
		"a wrapped fault too":           {fmt.Errorf("claiming: %w", fault.Missing()), "NOT_FOUND", "NOT_FOUND", false},
		"driver text is not":            {errors.New("Error 1062 (23000): Duplicate entry '" + canary + "' for key users.phone"), "INTERNAL", "INTERNAL", true},
		"a wrapped cause is not":        {fault.Wrap("reading", errors.New("SELECT * FROM users")), "INTERNAL", "INTERNAL", true},
		"a deadline is UNAVAILABLE":     {context.DeadlineExceeded, "UNAVAILABLE", "TIMED_OUT", true},
		"so is a wrapped one":           {fault.Wrap("reading", context.DeadlineExceeded), "UNAVAILABLE", "TIMED_OUT", true},
		"gqlgen's own error is not":     {gqlerror.Errorf("must not be null"), "INTERNAL", "INTERNAL", true},
		"cancelled work is not a fault": {context.Canceled, "UNAVAILABLE", "CANCELLED", false},
	} {
		t.Run(name, func(t *testing.T) {
			exec, log := failing(c.err)
			e := askText(t, exec, "{me{id}}").Errors[0]
			if asText(e, "code") != c.code || asText(e, "key") != c.key {
				t.Errorf("got %v", e.Extensions)
			}
			if logged := strings.Contains(log.String(), "operation failed"); logged != c.logged {
				t.Errorf("logged: %v, want %v: %s", logged, c.logged, log)
			}
			leak := regexp.MustCompile(`(?i)select|duplicate|users|reading|claiming|` + canary)
			if b, _ := json.Marshal(e); leak.Match(b) {
				t.Errorf("this left the process: %s", b)
			}
			if strings.Contains(log.String(), canary) {
				t.Errorf("a phone number was logged: %s", log)
			}
		})
	}
}

func TestAnErrorSaysWhatTheAppNeeds(t *testing.T) {
	exec, _ := failing(fault.New(fault.RateLimited, "RATE_LIMITED").At("input.phone").With("seconds", 2).Retry(1500 * time.Millisecond))
	for lang, want := range map[string]string{"vi": "thử lại", "en": "try again"} {
		ctx := access.WithRequest(t.Context(), access.Request{ID: "request-1", Language: lang})
		e := ask(ctx, exec, graphql.RawParams{Query: "{me{id}}"}).Errors[0]
		if asText(e, "field") != "input.phone" || asText(e, "requestId") != "request-1" || asText(e, "retryAfter") != "2" {
			t.Errorf("got %v", e.Extensions)
		}
		if !strings.Contains(e.Message, want) {
			t.Errorf("%s: got %q", lang, e.Message)
		}
	}
}

func TestAFaultShowsTheAppWhatItActsOnAndNeverInPlaceOfItsCode(t *testing.T) {
	exec, _ := failing(fault.New(fault.Conflict, "QUESTIONS_WITHOUT_OWNER").Show("count", 3).Show("code", "FORBIDDEN").Show("key", "OTHER"))
	e := askText(t, exec, "{me{id}}").Errors[0]
	if asText(e, "count") != "3" || asText(e, "code") != "CONFLICT" || asText(e, "key") != "QUESTIONS_WITHOUT_OWNER" {
		t.Errorf("got %v", e.Extensions)
	}
}

func TestAnErrorThatWasPresentedStaysAsItIs(t *testing.T) {
	present := presenter(ServerOptions{Log: slog.New(slog.DiscardHandler)})
	first := present(t.Context(), fault.Bad("input.phone", "BAD_PHONE"))
	if again := present(t.Context(), first); again != first || asText(again, "key") != "BAD_PHONE" {
		t.Errorf("got %v", again)
	}
}

func TestADocumentThatIsNotGoodIsBadUserInput(t *testing.T) {
	for name, c := range map[string]struct{ text, key string }{
		"syntax":            {"{me{", "DOCUMENT_SYNTAX"},
		"unknown field":     {"{me{idd}}", "DOCUMENT_INVALID"},
		"unknown argument":  {"{team(idd:1){id}}", "DOCUMENT_INVALID"},
		"unknown type":      {"{me{...on Persn{id}}}", "DOCUMENT_INVALID"},
		"unknown enum":      {"{people(kind:GREN){total}}", "DOCUMENT_INVALID"},
		"enum as text":      {`{people(kind:"GREN"){total}}`, "DOCUMENT_INVALID"},
		"unknown input":     {`{word(in:{code:"x",knd:RED})}`, "DOCUMENT_INVALID"},
		"missing selection": {"{me}", "DOCUMENT_INVALID"},
		"nothing at all":    {"# nothing", "OPERATION_NOT_FOUND"},
		"quotes":            {"{word(text:'x')}", "DOCUMENT_SYNTAX"},
	} {
		t.Run(name, func(t *testing.T) {
			r := askText(t, server(ServerOptions{}), c.text)
			if got := keyOf(r); got != c.key || asText(r.Errors[0], "code") != "BAD_USER_INPUT" {
				t.Errorf("got %q", got)
			}
			b, _ := json.Marshal(r)
			if regexp.MustCompile(`(?i)did you mean`).Match(b) {
				t.Errorf("a suggestion gives the schema away: %s", b)
			}
		})
	}
}

func TestNoValueOfTheClientIsRepeated(t *testing.T) {
	for name, p := range map[string]graphql.RawParams{
		"a literal of the wrong type":     {Query: `{word(n:"` + canary + `")}`},
		"a number where text belongs":     {Query: `{word(text:` + canary + `)}`},
		"a truth that is none":            {Query: `{word(on:"` + canary + `")}`},
		"text where an object belongs":    {Query: `{word(in:"` + canary + `")}`},
		"an enum that is text":            {Query: `{people(kind:"` + canary + `"){total}}`},
		"a variable that is no enum":      {Query: `query($k:Kind){people(kind:$k){total}}`, Variables: map[string]any{"k": canary}},
		"a variable of the wrong type":    {Query: `query($n:Boolean){word(on:$n)}`, Variables: map[string]any{"n": canary}},
		"text that does not end":          {Query: `{word(text:"` + canary + `)}`},
		"text in the wrong place":         {Query: `{"` + canary + `"}`},
		"a block of text there":           {Query: `{"""` + canary + `"""}`},
		"a number in the wrong place":     {Query: `{9` + canary + `}`},
		"an escape that is none":          {Query: `{word(text:"\q` + canary + `")}`},
		"a broken code point":             {Query: `{word(text:"\uzz` + canary + `")}`},
		"a number with a leading zero":    {Query: `{word(n:0` + canary + `)}`},
		"an operation that is not there":  {Query: `{me{id}}`, OperationName: canary},
		"an input that is not defined":    {Query: `query($i:In){word(in:$i)}`, Variables: map[string]any{"i": map[string]any{"code": canary, "n": canary + "x"}}},
		"an object where text belongs":    {Query: `{word(text:{a:"` + canary + `"})}`},
		"a list where an object belongs":  {Query: `{word(in:["` + canary + `"])}`},
		"a null where one is not allowed": {Query: `{word(in:{code:null,n:` + canary + `9})}`},
	} {
		t.Run(name, func(t *testing.T) {
			log := new(bytes.Buffer)
			exec := NewServer(fakeSchema{}, ServerOptions{Log: slog.New(slog.NewJSONHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug}))})
			r := ask(t.Context(), exec, p)
			if len(r.Errors) == 0 {
				t.Fatal("the request was meant to be refused")
			}
			if b, _ := json.Marshal(r); strings.Contains(string(b), canary) {
				t.Errorf("answered: %s", b)
			}
			if strings.Contains(log.String(), canary) {
				t.Errorf("logged: %s", log)
			}
		})
	}
}

func TestAVariableIsNamedByItsPath(t *testing.T) {
	r := ask(t.Context(), server(ServerOptions{}), graphql.RawParams{
		Query: `query($i:In){word(in:$i)}`, Variables: map[string]any{"i": map[string]any{}},
	})
	if keyOf(r) != "VARIABLE_INVALID" || asText(r.Errors[0], "field") != "i.code" || r.Errors[0].Path != nil {
		t.Errorf("got %v", r.Errors[0])
	}
}

func TestAnArgumentThatNoScalarReadsIsBadUserInput(t *testing.T) {
	for key, cause := range map[string]error{
		"INVALID_VALUE": errors.New("malformed"), "BAD_ID": gid.ErrMalformed, "BAD_DATE": scalar.ErrNoDay, "BAD_CLIENT_ID": scalar.ErrNoUUID,
	} {
		es := fakeSchema{run: func(ctx context.Context) *graphql.Response {
			field := graphql.CollectedField{Field: &ast.Field{Name: "node", Alias: "node"}}
			ctx = graphql.WithFieldContext(ctx, &graphql.FieldContext{Field: field})
			graphql.AddError(ctx, gqlerror.WrapPath(ast.Path{ast.PathName("node"), ast.PathName("id")}, cause))
			return &graphql.Response{Data: json.RawMessage(`null`)}
		}}
		e := askText(t, NewServer(es, ServerOptions{Log: slog.New(slog.DiscardHandler)}), `{node(id:"x"){id}}`).Errors[0]
		if asText(e, "key") != key || asText(e, "field") != "id" || e.Path.String() != "node" {
			t.Errorf("%v is %v at %v", cause, e.Extensions, e.Path)
		}
	}
}

func TestAtMostTwentyErrorsLeave(t *testing.T) {
	r := askText(t, server(ServerOptions{}), "{me{"+repeat(300, "x# ")+"}}")
	b, _ := json.Marshal(r)
	if len(r.Errors) != 20 || len(b) > 8<<10 {
		t.Errorf("got %d errors in %d bytes", len(r.Errors), len(b))
	}
}

func TestThousandsOfDirectivesAreOneSmallError(t *testing.T) {
	b, _ := json.Marshal(askText(t, server(ServerOptions{}), "{__typename "+strings.Repeat("@a", 10_000)+"}"))
	if !strings.Contains(string(b), "TOKEN_LIMIT") || len(b) > 1<<10 {
		t.Errorf("got %d bytes: %.300s", len(b), b)
	}
}

func TestTheSchemaIsReadOnlyWhereItMayBe(t *testing.T) {
	for name, text := range map[string]string{
		"plainly":             "{__schema{types{name}}}",
		"a type":              `{__type(name:"Team"){name}}`,
		"by an alias":         `{a:__type(name:"Team"){name}}`,
		"through a fragment":  `{...F} fragment F on Query{__type(name:"Team"){name}}`,
		"beside something":    `{me{id} ...on Query{__schema{types{name}}}}`,
		"in another document": `query Oaa{me{id}} query B{__schema{types{name}}}`,
	} {
		t.Run(name, func(t *testing.T) {
			if got := keyOf(run(t, server(ServerOptions{}), text)); got != "INTROSPECTION_OFF" {
				t.Errorf("off: got %q", got)
			}
			if got := keyOf(run(t, server(ServerOptions{Introspection: true}), text)); got != "" {
				t.Errorf("on: got %q", got)
			}
		})
	}
	if got := keyOf(askText(t, server(ServerOptions{}), "{__typename me{__typename}}")); got != "" {
		t.Errorf("__typename is no secret, but got %q", got)
	}
}

func TestThePointsOfAnOperationAreCharged(t *testing.T) {
	var charged []int
	exec := server(ServerOptions{Charge: func(_ context.Context, points int) error {
		charged = append(charged, points)
		return nil
	}})
	askText(t, exec, "{people(first:7){nodes{id}}}")
	askText(t, exec, "{me{")
	if got := fmt.Sprint(charged); got != "[1 8 1]" {
		t.Errorf("got %s", got)
	}
}

func TestTheCostIsShownToWhoAsks(t *testing.T) {
	exec := server(ServerOptions{})
	p := graphql.RawParams{Query: "{people(first:7){nodes{id}}}"}
	if r := ask(t.Context(), exec, p); len(r.Extensions) != 0 {
		t.Errorf("nobody asked, but got %v", r.Extensions)
	}
	p.Extensions = map[string]any{"cost": true}
	if got := fmt.Sprint(ask(t.Context(), exec, p).Extensions); got != "map[cost:map[limit:10000 requested:8]]" {
		t.Errorf("got %s", got)
	}
}

func TestWhoCannotPayIsRefusedBeforeAnythingRuns(t *testing.T) {
	ran := false
	exec := NewServer(fakeSchema{run: func(context.Context) *graphql.Response { ran = true; return nil }}, ServerOptions{
		Log: slog.New(slog.DiscardHandler),
		Charge: func(context.Context, int) error {
			return fault.New(fault.RateLimited, "RATE_LIMITED").Retry(time.Second)
		},
	})
	if got := keyOf(askText(t, exec, "{me{id}}")); got != "RATE_LIMITED" || ran {
		t.Errorf("got %q, ran: %v", got, ran)
	}
}

func TestQueriesAndMutationsHaveTheirOwnTimeAndSubscriptionsNone(t *testing.T) {
	var left time.Duration
	var limited bool
	es := fakeSchema{run: func(ctx context.Context) *graphql.Response {
		deadline, ok := ctx.Deadline()
		left, limited = time.Until(deadline), ok
		return &graphql.Response{Data: json.RawMessage(`{}`)}
	}}
	exec := NewServer(es, ServerOptions{QueryTimeout: time.Hour, MutationTimeout: 3 * time.Hour})
	for text, want := range map[string]time.Duration{"{me{id}}": time.Hour, "mutation{change{person{id}}}": 3 * time.Hour} {
		if askText(t, exec, text); !limited || left > want || left < want-time.Minute {
			t.Errorf("%s: got %v, want about %v", text, left, want)
		}
	}
	if askText(t, exec, "subscription{watched{id}}"); limited {
		t.Error("a subscription must not end by itself")
	}
}

func TestAPanicIsInternalAndLoggedWithItsStack(t *testing.T) {
	log := new(bytes.Buffer)
	es := fakeSchema{run: func(ctx context.Context) *graphql.Response {
		defer func() { graphql.AddError(ctx, graphql.Recover(ctx, recover())) }()
		panic("the cause")
	}}
	func() {
		defer func() { _ = recover() }()
		askText(t, NewServer(es, ServerOptions{Log: slog.New(slog.NewJSONHandler(log, nil))}), "{me{id}}")
	}()
	if !strings.Contains(log.String(), "the cause") || !strings.Contains(log.String(), "server_test.go") {
		t.Errorf("logged: %s", log)
	}
}

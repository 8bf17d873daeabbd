package graph

import (
	"context"
	"errors"
	"log/slog"
	"maps"
	"math"
	"regexp"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/errcode"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"gandan/ent/gid"
	"gandan/graph/scalar"
	"gandan/internal/access"
	"gandan/internal/fault"
)

// presenter turns any error into what may leave the process: a coded fault with a message in the language of the request.
// Whatever is no fault is logged here, once, with its cause, and shown as INTERNAL.
func presenter(o ServerOptions) graphql.ErrorPresenterFunc {
	return func(ctx context.Context, err error) *gqlerror.Error {
		if err == nil {
			return nil
		}
		if done := presented(err); done != nil {
			return done
		}
		f := o.Limits.classify(ctx, err)
		report(ctx, o.Log, f)
		return render(ctx, f, err)
	}
}

// presented recognises an error that was here before: a keyed mutation passes on what its attempt has collected.
func presented(err error) *gqlerror.Error {
	if g := new(gqlerror.Error); errors.As(err, &g) {
		if _, ours := g.Extensions["code"].(fault.Code); ours {
			return g
		}
	}
	return nil
}

func (l Limits) classify(ctx context.Context, err error) *fault.Error {
	if f := new(fault.Error); errors.As(err, &f) && f.Code != fault.Internal {
		return withInputField(ctx, f, err)
	}
	if cause := interrupted(ctx, err); cause != nil {
		return cause
	}
	g := new(gqlerror.Error)
	if !errors.As(err, &g) {
		return fault.Of(err)
	}
	switch g.Extensions["code"] {
	case errcode.ParseFailed:
		return l.syntaxFault(g)
	case errcode.ValidationFailed:
		return documentFault(g)
	}
	if field, ok := inputField(ctx, g.Path); ok {
		return fault.Bad(field, unreadable(err)).Because(err)
	}
	return fault.Of(err)
}

// unreadable is the key for what a scalar could not read.
func unreadable(err error) fault.Key {
	switch {
	case errors.Is(err, gid.ErrMalformed):
		return "BAD_ID"
	case errors.Is(err, scalar.ErrNoDay):
		return "BAD_DATE"
	case errors.Is(err, scalar.ErrNoUUID): // phones make them, for what they send
		return "BAD_CLIENT_ID"
	}
	return "INVALID_VALUE"
}

// interrupted recognises work that was cut short, whatever the database driver calls it.
func interrupted(ctx context.Context, err error) *fault.Error {
	switch {
	case errors.Is(err, context.DeadlineExceeded), errors.Is(ctx.Err(), context.DeadlineExceeded):
		return fault.New(fault.Unavailable, "TIMED_OUT").Because(err)
	case errors.Is(err, context.Canceled), errors.Is(ctx.Err(), context.Canceled):
		return fault.New(fault.Unavailable, "CANCELLED").Because(err)
	}
	return nil
}

// inputField recognises an argument that no scalar could read: gqlgen reports it below the path of its field, before the
// field has arguments.
func inputField(ctx context.Context, path ast.Path) (string, bool) {
	fc := graphql.GetFieldContext(ctx)
	if fc == nil || fc.Args != nil || fc.Field.Field == nil || len(path) <= len(fc.Path()) {
		return "", false
	}
	return joinPath(path[len(fc.Path()):]), true
}

func withInputField(ctx context.Context, f *fault.Error, err error) *fault.Error {
	g := new(gqlerror.Error)
	if f.Field != "" || !errors.As(err, &g) {
		return f
	}
	field, ok := inputField(ctx, g.Path)
	if !ok {
		return f
	}
	c := *f
	return c.At(field)
}

func (l Limits) syntaxFault(g *gqlerror.Error) *fault.Error {
	if strings.Contains(g.Message, "token limit") {
		return tooMuch("TOKEN_LIMIT", l.Tokens)
	}
	return fault.New(fault.BadUserInput, "DOCUMENT_SYNTAX").With("detail", helpful(g.Message))
}

func documentFault(g *gqlerror.Error) *fault.Error {
	switch {
	case len(g.Path) > 0 && g.Path[0] == ast.PathName("variable"):
		return fault.Bad(shorten(joinPath(g.Path[1:])), "VARIABLE_INVALID").With("detail", helpful(g.Message))
	case g.Rule == "" && len(g.Locations) == 0:
		return fault.Bad("operationName", "OPERATION_NOT_FOUND")
	}
	return fault.New(fault.BadUserInput, "DOCUMENT_INVALID").With("detail", helpful(g.Message))
}

func joinPath(p ast.Path) string {
	return strings.ReplaceAll(strings.ReplaceAll(p.String(), "[", "."), "]", "")
}

// The texts of the parser help whoever writes a document, so they are kept, without the values in them: a value can be a
// code or a phone number, and its place is given anyway.
var withoutValues = []struct {
	find    *regexp.Regexp
	replace string
}{
	{regexp.MustCompile(`(?s)\b(String|BlockString|Int|Float|Comment) ".*"`), `$1`},
	{regexp.MustCompile(`(?s)^(Invalid [^:]*): .*`), `$1.`},
	{regexp.MustCompile(`(?s) character ".*`), ` character.`},
	{regexp.MustCompile(`(?s) character \(.*`), ` character.`},
	{regexp.MustCompile(`(?s)(cannot represent [^:]*): .*`), `$1.`},
	{regexp.MustCompile(`(?s)^cannot use .* as `), `cannot be used as `}, // it would also call each number a string
	{regexp.MustCompile(`(?s)(of type "[^"]*"), found .*`), `$1.`},
	{regexp.MustCompile(`(?s)^Value ".*" does not exist`), `Value does not exist`},
	{regexp.MustCompile(`(?s)^.* is not a valid `), `is not a valid `},
	{regexp.MustCompile(`(?is)\s*did you mean.*`), ``},
}

func helpful(message string) string {
	for _, w := range withoutValues {
		message = w.find.ReplaceAllString(message, w.replace)
	}
	return shorten(strings.TrimRight(message, ". "))
}

func shorten(s string) string {
	const most = 200
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}

func render(ctx context.Context, f *fault.Error, err error) *gqlerror.Error {
	r := access.RequestFrom(ctx)
	out := &gqlerror.Error{
		Message:    fault.Message(f.Key, r.Language, f.Args),
		Extensions: map[string]any{},
	}
	maps.Copy(out.Extensions, f.Shown)
	out.Extensions["code"], out.Extensions["key"] = f.Code, f.Key
	if f.Field != "" {
		out.Extensions["field"] = f.Field
	}
	if r.ID != "" {
		out.Extensions["requestId"] = r.ID
	}
	if f.After > 0 {
		out.Extensions["retryAfter"] = int(math.Ceil(f.After.Seconds()))
	}
	place(ctx, out, err)
	return out
}

// place says where in the document and in the answer the error belongs. A path into the input is no path of the answer.
func place(ctx context.Context, out *gqlerror.Error, err error) {
	g := new(gqlerror.Error)
	if !errors.As(err, &g) {
		return
	}
	out.Locations, out.Path = g.Locations, g.Path
	if _, isInput := inputField(ctx, g.Path); isInput {
		out.Path = graphql.GetFieldContext(ctx).Path()
	}
	if g.Extensions["code"] == errcode.ValidationFailed {
		out.Path = nil
	}
}

func report(ctx context.Context, log *slog.Logger, f *fault.Error) {
	level := slog.LevelDebug
	switch {
	case f.Code == fault.Internal:
		level = slog.LevelError
	case f.Code == fault.Unavailable && f.Key != "CANCELLED":
		level = slog.LevelWarn
	}
	if !log.Enabled(ctx, level) || f.Code == fault.BadUserInput {
		return
	}
	attrs := []slog.Attr{
		slog.String("code", string(f.Code)), slog.String("key", string(f.Key)),
		slog.String("requestId", access.RequestFrom(ctx).ID), slog.String("operation", operationName(ctx)),
	}
	if cause := f.Unwrap(); cause != nil {
		attrs = append(attrs, slog.String("cause", redact(cause.Error())))
	}
	log.LogAttrs(ctx, level, "operation failed", attrs...)
}

func operationName(ctx context.Context) string {
	if !graphql.HasOperationContext(ctx) {
		return ""
	}
	if op := graphql.GetOperationContext(ctx).Operation; op != nil {
		return op.Name
	}
	return ""
}

var private = regexp.MustCompile(`\+?\d{6,}|eyJ[\w-]+\.[\w.-]+`)

// redact takes phone numbers, codes and tokens out of a driver's text before it is logged.
func redact(s string) string { return private.ReplaceAllString(s, "[…]") }

package registration

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strings"

	"gandan/ent/gid"
	"gandan/internal/access"
	"gandan/internal/fault"
)

// The addresses of calendars.
const (
	unitCalendars = "/calendar/units/"
	myCalendars   = "/calendar/me/"
	fileType      = ".ics"
)

// Calendars are the addresses under which calendar programs read, as patterns of http.ServeMux. The secret of a personal one is
// in its path: whoever logs must log the pattern.
func (s *Service) Calendars() map[string]http.Handler {
	return map[string]http.Handler{
		"GET " + unitCalendars + "{file}": serve("public, max-age=300", func(ctx context.Context, name string) (string, error) {
			id, err := gid.Parse(name)
			if err != nil || id.Kind() != gid.Unit {
				return "", fault.Missing()
			}
			return s.UnitCalendar(access.With(ctx, access.Anonymous()), id)
		}),
		"GET " + myCalendars + "{file}": serve("private, no-cache", s.MyCalendar),
	}
}

// serve answers with the calendar that the name of the file stands for, or, to the letter alike, that there is none.
func serve(caching string, read func(context.Context, string) (string, error)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name, isCalendar := strings.CutSuffix(r.PathValue("file"), fileType)
		body, err := "", error(fault.Missing())
		if isCalendar {
			body, err = read(r.Context(), name)
		}
		switch {
		case fault.Is(err, fault.NotFound):
			http.NotFound(w, r)
		case err != nil:
			http.Error(w, "the calendar cannot be read now", http.StatusServiceUnavailable)
		default:
			answer(w, r, body, caching)
		}
	})
}

// answer sends the calendar, unless the program has it already.
func answer(w http.ResponseWriter, r *http.Request, body, caching string) {
	sum := sha256.Sum256([]byte(body))
	tag := `"` + hex.EncodeToString(sum[:16]) + `"`
	w.Header().Set("Cache-Control", caching)
	w.Header().Set("ETag", tag)
	if r.Header.Get("If-None-Match") == tag {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	w.Header().Set("Content-Type", "text/calendar; charset=utf-8")
	_, _ = w.Write([]byte(body)) // a program that left needs no calendar
}

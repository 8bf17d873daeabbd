package httpd

import (
	"mime"
	"net/http"
	"strconv"
	"strings"

	"gandan/internal/fault"
)

// media is a type of answer that we can give.
type media string

const (
	jsonMedia    media = "application/json"
	graphqlMedia media = "application/graphql-response+json"
	eventsMedia  media = "text/event-stream"
)

// header is the value of Content-Type.
func (m media) header() string { return string(m) + "; charset=utf-8" }

// negotiate picks the answer that the client likes best; without a wish it is application/json.
func negotiate(r *http.Request) (media, error) {
	accept := strings.Join(r.Header.Values("Accept"), ",")
	if strings.TrimSpace(accept) == "" {
		return jsonMedia, nil
	}
	best, bestQ := media(""), 0.0
	for part := range strings.SplitSeq(accept, ",") {
		if m, q := offer(part); q > bestQ {
			best, bestQ = m, q
		}
	}
	if best == "" {
		return "", fault.New(fault.BadUserInput, "NOT_ACCEPTABLE")
	}
	return best, nil
}

// offer is what we have for one entry of Accept and how much it is wanted; 0 for nothing.
func offer(part string) (media, float64) {
	name, params, err := mime.ParseMediaType(strings.TrimSpace(part))
	if err != nil {
		return "", 0
	}
	q := 1.0
	if text, ok := params["q"]; ok {
		if q, err = strconv.ParseFloat(text, 64); err != nil {
			return "", 0
		}
	}
	switch name {
	case string(jsonMedia), "*/*", "application/*":
		return jsonMedia, q
	case string(graphqlMedia):
		return graphqlMedia, q
	case string(eventsMedia):
		return eventsMedia, q
	}
	return "", 0
}

// isJSON tells whether the body says that it is JSON in UTF-8. Nothing else is read: a form can be posted by any web page.
func isJSON(r *http.Request) bool {
	values := r.Header.Values("Content-Type")
	if len(values) != 1 {
		return false
	}
	name, params, err := mime.ParseMediaType(values[0])
	charset, given := params["charset"]
	return err == nil && name == string(jsonMedia) && (!given || strings.EqualFold(charset, "utf-8"))
}

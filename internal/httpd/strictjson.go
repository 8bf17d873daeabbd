package httpd

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"unicode/utf8"

	"gandan/internal/fault"
)

// maxNesting is how deep the JSON of a request may nest; no input of the schema comes near.
const maxNesting = 64

// strictObject reads one JSON object and nothing after it. A key that stands twice is refused at any depth, because two
// readers may take different ones of the two; so are texts that are not UTF-8.
func strictObject(data []byte) (map[string]json.RawMessage, error) {
	if !utf8.Valid(data) {
		return nil, fault.New(fault.BadUserInput, "BAD_JSON")
	}
	dec := json.NewDecoder(bytes.NewReader(data))
	if err := walk(dec, 0); err != nil {
		return nil, err
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return nil, fault.New(fault.BadUserInput, "BAD_JSON")
	}
	var object map[string]json.RawMessage
	if err := json.Unmarshal(data, &object); err != nil || object == nil {
		return nil, fault.New(fault.BadUserInput, "NOT_AN_OBJECT")
	}
	return object, nil
}

// walk reads one value. The faults carry no cause: the decoder's own texts quote the body.
func walk(dec *json.Decoder, depth int) error {
	if depth > maxNesting {
		return fault.New(fault.BadUserInput, "JSON_TOO_DEEP").With("limit", maxNesting)
	}
	token, err := dec.Token()
	if err != nil {
		return fault.New(fault.BadUserInput, "BAD_JSON")
	}
	switch token {
	case json.Delim('{'):
		return walkObject(dec, depth)
	case json.Delim('['):
		for dec.More() {
			if err := walk(dec, depth+1); err != nil {
				return err
			}
		}
		return closing(dec)
	}
	return nil
}

func walkObject(dec *json.Decoder, depth int) error {
	seen := map[string]bool{}
	for dec.More() {
		token, err := dec.Token()
		name, isText := token.(string)
		if err != nil || !isText {
			return fault.New(fault.BadUserInput, "BAD_JSON")
		}
		if seen[name] {
			return fault.New(fault.BadUserInput, "JSON_KEY_TWICE")
		}
		seen[name] = true
		if err := walk(dec, depth+1); err != nil {
			return err
		}
	}
	return closing(dec)
}

func closing(dec *json.Decoder) error {
	if _, err := dec.Token(); err != nil {
		return fault.New(fault.BadUserInput, "BAD_JSON")
	}
	return nil
}

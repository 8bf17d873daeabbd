package graph

import (
	"context"
	"crypto/sha256"
	"encoding/json"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"gandan/internal/access"
	"gandan/internal/fault"
)

const (
	idempotencyHeader    = "Idempotency-Key"
	idempotencyExtension = "idempotencyKey"
	idempotencyMaxLength = 191 // what every supported database can index
)

// checkIdempotencyKey refuses a key that is no key, and two that differ. Queries may carry one, it changes nothing.
func checkIdempotencyKey(oc *graphql.OperationContext) error {
	_, err := idempotencyKey(oc)
	return err
}

// idempotencyKey reads the header, or the extension, which the operations of a WebSocket need; empty when there is none.
func idempotencyKey(oc *graphql.OperationContext) (string, error) {
	field := "extensions." + idempotencyExtension
	extension, inBody := oc.Extensions[idempotencyExtension]
	key, isText := extension.(string)
	invalid := fault.Bad(field, "IDEMPOTENCY_KEY_INVALID").With("limit", idempotencyMaxLength)
	if inBody && extension != nil && !isText {
		return "", invalid
	}
	if values := oc.Headers.Values(idempotencyHeader); len(values) > 0 {
		if len(values) > 1 || (isText && key != values[0]) {
			return "", fault.Bad(field, "IDEMPOTENCY_KEY_TWICE")
		}
		key, isText = values[0], true
	}
	if isText && !validIdempotencyKey(key) {
		return "", invalid
	}
	return key, nil
}

func validIdempotencyKey(key string) bool {
	for i := range len(key) {
		if key[i] < '!' || key[i] > '~' {
			return false
		}
	}
	return key != "" && len(key) <= idempotencyMaxLength
}

// idempotency puts the key and the fingerprint of what was asked into the context of a mutation.
func idempotency(ctx context.Context, next graphql.OperationHandler) graphql.ResponseHandler {
	oc := graphql.GetOperationContext(ctx)
	key, err := idempotencyKey(oc)
	if err != nil || key == "" || oc.Operation.Operation != ast.Mutation {
		return next(ctx)
	}
	r := access.RequestFrom(ctx)
	r.IdempotencyKey, r.Fingerprint = key, fingerprint(oc)
	return next(access.WithRequest(ctx, r))
}

// fingerprint is the SHA-256 of what was asked, the same for every way of writing the same JSON. The extensions, which
// hold the key itself, are no part of it, and neither is what is secret (secret.go).
func fingerprint(oc *graphql.OperationContext) [32]byte {
	var asked any = map[string]any{
		"query": oc.RawQuery, "operationName": oc.Operation.Name, "variables": oc.Variables,
	}
	fields, secret := discreet(oc)
	if secret {
		asked = fields
	}
	body, err := json.Marshal(asked)
	if err != nil && !secret {
		// Variables come from JSON, so this cannot happen; were it to, the text alone still tells documents apart.
		return sha256.Sum256([]byte(oc.RawQuery))
	}
	return sha256.Sum256(body)
}

package conference

import (
	"context"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/internal/access"
	"gandan/internal/text"
)

// lookupCode is the code of a question; empty without a secret.
func (s *Service) lookupCode(id gid.ID) string { return text.Lookup(s.desk.Secret).Code(id[:]) }

// lookupHash is what is stored of a code.
func (s *Service) lookupHash(code string) []byte { return text.Lookup(s.desk.Secret).Hash(code) }

// LookupCode is the code of the question for its asker, nil for everybody else.
func (s *Service) LookupCode(ctx context.Context, q *ent.Question) *string {
	actor, _ := access.From(ctx)
	code := s.lookupCode(q.ID)
	if code == "" || actor.ID.IsZero() || actor.ID != q.AuthorID || len(q.LookupHash) == 0 {
		return nil
	}
	return &code
}

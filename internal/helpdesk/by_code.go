package helpdesk

import (
	"context"
	"time"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/helprequest"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/store"
	"gandan/internal/text"
)

// Trace is what a look-up code shows: where a request stands. It holds no words of anybody and no name, since a code may be
// written on paper.
type Trace struct {
	Status helprequest.Status
	Merged bool // it was joined with another one, which answers
	SentAt time.Time

	stays *ent.HelpRequest
	asked gid.ID
}

// TraceStep is one line of the trail: what was done and when.
type TraceStep struct {
	Verb string
	To   helprequest.Status
	At   time.Time
}

// ByCode is where the request of a look-up code stands, without a sign-in, in whatever letters and dashes the code is written.
// The code of a request that was joined with another one tells of the one that stays.
// NOT_FOUND for what is no code and for one that nobody has: both look the same.
func (s *Service) ByCode(ctx context.Context, code string) (*Trace, error) {
	if len(s.desk.Secret) == 0 || text.PlainCode(code) == "" {
		return nil, fault.Missing()
	}
	ctx = access.AsSystem(ctx, "helpdesk") // the code is the right to read it
	asked, err := s.store.Reader(ctx).HelpRequest.Query().Where(helprequest.LookupHash(s.desk.Secret.Hash(code))).Only(ctx)
	if err != nil {
		return nil, store.Translate(err)
	}
	t := &Trace{Status: asked.Status, SentAt: asked.CreatedAt, stays: asked, asked: asked.ID}
	if asked.MergedIntoID != nil {
		if t.stays, err = s.store.Reader(ctx).HelpRequest.Get(ctx, *asked.MergedIntoID); err != nil {
			return nil, store.Translate(err)
		}
		t.Status, t.Merged = t.stays.Status, true
	}
	return t, nil
}

// TracedUnit is the unit that has the request.
func (s *Service) TracedUnit(t *Trace) (*ent.Unit, error) { return s.territory.Unit(t.stays.UnitID) }

// TracedProcedure is what it is about; nil when none was named.
func (s *Service) TracedProcedure(ctx context.Context, t *Trace) (*ent.Procedure, error) {
	return s.Procedure(ctx, t.stays)
}

// TracedDue is until when the next step is due; nil when nothing is.
func (s *Service) TracedDue(t *Trace) *time.Time { return s.DueAt(t.stays) }

// TracedSteps are the steps of the request of the code and, when it was joined, nothing of the other one; oldest first.
func (s *Service) TracedSteps(ctx context.Context, t *Trace) ([]*TraceStep, error) {
	lines, err := s.historyOf(access.AsSystem(ctx, "helpdesk"), []gid.ID{t.asked})
	if err != nil {
		return nil, err
	}
	steps := make([]*TraceStep, len(lines[t.asked]))
	for i, h := range lines[t.asked] {
		steps[i] = &TraceStep{h.Verb, To(h), h.At}
	}
	return steps, nil
}

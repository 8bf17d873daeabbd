package contact

import (
	"context"
	"time"

	"gandan/ent"
	"gandan/ent/contactreveal"
	"gandan/internal/access"
	"gandan/internal/fault"
)

// Card is the number of the citizen of a request, as far as the viewer may know it.
type Card struct{ request *ent.HelpRequest }

// Contact is the card of a request, for its citizen, its holder and administrators of its unit; nil for anybody else who reads
// the request, as in the queue.
func (s *Service) Contact(ctx context.Context, r *ent.HelpRequest) *Card {
	viewer, _ := access.From(ctx)
	if !access.Can(viewer, access.ReadRequest, object(r)) {
		return nil
	}
	return &Card{r}
}

// MaskedPhone is the last two digits of the number.
func (s *Service) MaskedPhone(ctx context.Context, c *Card) (string, error) {
	phone, err := s.people.PhoneOf(ctx, c.request.CitizenID)
	if err != nil {
		return "", err
	}
	return masked(phone), nil
}

// masked keeps the last two digits, and shows nothing of how long the number is.
func masked(phone string) string { return "+84 ••• ••• •" + phone[max(0, len(phone)-2):] }

// Phone is the number while the viewer has it open, else nil; each response that shows it leaves an access record first. Never
// within a mutation that carries a key: its answer is kept for weeks, when the viewer has it open no more.
func (s *Service) Phone(ctx context.Context, c *Card) (*string, error) {
	if access.RequestFrom(ctx).IdempotencyKey != "" {
		return nil, nil //nolint:nilnil // not in what is kept
	}
	open, err := s.open(ctx, c.request)
	if err != nil || open == nil {
		return nil, err
	}
	if _, err := s.people.Reveal(ctx, c.request.CitizenID, contactField, c.request.ID); err != nil {
		return nil, err
	}
	phone, err := s.people.PhoneOf(ctx, c.request.CitizenID)
	if err != nil {
		return nil, err
	}
	return &phone, nil
}

// RevealedUntil is until when the viewer has the number open; nil when they have not.
func (s *Service) RevealedUntil(ctx context.Context, c *Card) (*time.Time, error) {
	open, err := s.open(ctx, c.request)
	if err != nil || open == nil {
		return nil, err
	}
	return &open.Until, nil
}

// Allowed reports whether the holder may open the number without a reason.
func (s *Service) Allowed(ctx context.Context, c *Card) (bool, error) {
	return s.allowed(ctx, c.request)
}

// CanReveal reports whether the viewer may open the number now.
func (s *Service) CanReveal(ctx context.Context, c *Card) (bool, error) {
	refusal, err := s.wouldRefuse(ctx, c.request)
	return refusal == nil, err
}

// RevealRefusal is the key with which it would be refused; nil when it would not.
func (s *Service) RevealRefusal(ctx context.Context, c *Card) (*string, error) {
	refusal, err := s.wouldRefuse(ctx, c.request)
	if err != nil || refusal == nil {
		return nil, err
	}
	key := string(fault.Of(refusal).Key)
	return &key, nil
}

// wouldRefuse is with what the viewer would be refused whatever ground they give: with a reason more is allowed than without.
func (s *Service) wouldRefuse(ctx context.Context, r *ent.HelpRequest) (refusal, err error) {
	viewer, _ := access.From(ctx)
	in, err := s.standing(ctx, r)
	if err != nil {
		return nil, err
	}
	return revealRefusal(viewer, r, contactreveal.BasisREASON, in, s.store.Now()), nil
}

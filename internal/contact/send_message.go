package contact

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"math"
	"time"

	"github.com/google/uuid"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/requestmessage"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// SendMessageInput is what somebody writes about a request.
type SendMessageInput struct {
	ClientID  *string
	RequestID gid.ID
	Body      string
}

// Sent is a message with its request.
type Sent struct {
	Message *ent.RequestMessage
	Request *ent.HelpRequest
}

// SendMessage writes to the other side of a request: the citizen, the volunteer who holds it, or an administrator for the unit.
// The same ClientID again returns the message that is there. The other side is told that there is one, not what it says.
//
// BAD_USER_INPUT with keys REQUIRED, TOO_LONG, BAD_CLIENT_ID, PHONE_IN_TEXT, IDENTITY_NUMBER_IN_TEXT and SECRET_IN_TEXT;
// NOT_FOUND; FORBIDDEN with key NOT_HOLDER; CONFLICT with keys CLIENT_ID_REUSED and MESSAGES_CLOSED; RATE_LIMITED with key
// MESSAGES_TOO_MANY.
func (s *Service) SendMessage(ctx context.Context, in SendMessageInput) (*Sent, error) {
	var err error
	if in.Body, err = messageBody(in.Body); err != nil {
		return nil, err
	}
	if in.ClientID, err = clientID(in.ClientID); err != nil {
		return nil, err
	}
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*Sent, error) {
		r, err := s.requests.ActedOn(ctx, tx, in.RequestID)
		if err != nil {
			return nil, err
		}
		if !access.Can(tx.Actor, access.SendMessage, object(r)) {
			return nil, fault.New(fault.Forbidden, "NOT_HOLDER")
		}
		if m, err := sentBefore(ctx, tx, in); m != nil || err != nil {
			return &Sent{m, r}, err
		}
		m, err := s.send(ctx, tx, r, in)
		return &Sent{m, r}, err
	})
}

func (s *Service) send(ctx context.Context, tx *store.Tx, r *ent.HelpRequest, in SendMessageInput) (*ent.RequestMessage, error) {
	p := s.policy(r.UnitPath, tx.Now)
	latest, err := s.latestMessages(p.PerHour)(ctx, []gid.ID{r.ID})
	if err != nil {
		return nil, err
	}
	if err := sendRefusal(tx.Actor, r, p, latest[r.ID], tx.Now); err != nil {
		return nil, err
	}
	last, err := tx.RequestMessage.Query().Where(requestmessage.HelpRequestID(r.ID)).Order(ent.Desc(requestmessage.FieldSequence)).First(asSystem(ctx))
	if err != nil && !ent.IsNotFound(err) {
		return nil, err
	}
	sequence := 1
	if last != nil {
		sequence = last.Sequence + 1
	}
	by := side(tx.Actor, r)
	create := tx.RequestMessage.Create().SetHelpRequestID(r.ID).SetAuthorID(tx.Actor.ID).SetBy(by).SetBody(in.Body).SetSequence(sequence)
	if in.ClientID != nil {
		create.SetClientID(*in.ClientID).SetClientFingerprint(in.fingerprint())
	}
	m, err := create.Save(ctx)
	if err != nil {
		return nil, err
	}
	if err := s.requests.Touch(ctx, tx, r.ID); err != nil {
		return nil, err
	}
	return m, tell(ctx, tx, EventMessageSent, r, "by", string(by))
}

// sendRefusal is with what a message would be refused, nil when it would not; latest are the newest of the person about the
// request. The verb and the actions both ask it.
func sendRefusal(a access.Actor, r *ent.HelpRequest, p Policy, latest []*ent.RequestMessage, now time.Time) error {
	switch {
	case !access.Can(a, access.SendMessage, object(r)):
		return fault.New(fault.Forbidden, "NOT_HOLDER")
	case talkOver(r, p, now):
		return fault.New(fault.Conflict, "MESSAGES_CLOSED").With("days", int(p.Messages/day))
	case len(latest) >= p.PerHour:
		return tooMany("MESSAGES_TOO_MANY", p.PerHour, latest[p.PerHour-1].CreatedAt.Add(time.Hour).Sub(now))
	}
	return nil
}

// tooMany is RATE_LIMITED until the wait is over; nil when it is.
func tooMany(key fault.Key, most int, wait time.Duration) error {
	if wait <= 0 {
		return nil
	}
	return fault.New(fault.RateLimited, key).With("max", most).With("minutes", int(math.Ceil(wait.Minutes()))).Retry(wait)
}

// sentBefore is the message with the same client id, or nil.
func sentBefore(ctx context.Context, tx *store.Tx, in SendMessageInput) (*ent.RequestMessage, error) {
	if in.ClientID == nil {
		return nil, nil //nolint:nilnil // nothing to look for is nothing found
	}
	m, err := tx.RequestMessage.Query().Where(requestmessage.AuthorID(tx.Actor.ID), requestmessage.ClientID(*in.ClientID)).Only(asSystem(ctx))
	switch {
	case ent.IsNotFound(err):
		return nil, nil //nolint:nilnil // nothing found is no mistake
	case err == nil && !bytes.Equal(m.ClientFingerprint, in.fingerprint()):
		return nil, fault.New(fault.Conflict, "CLIENT_ID_REUSED").At("input.clientId")
	}
	return m, err
}

// fingerprint is the SHA-256 of what was sent with a client id, after cleaning.
func (in SendMessageInput) fingerprint() []byte {
	b, _ := json.Marshal([]any{in.RequestID, in.Body}) //nolint:errchkjson // plain values only
	sum := sha256.Sum256(b)
	return sum[:]
}

// clientID brings a UUID made on a phone to its canonical text; nil when there is none.
func clientID(in *string) (*string, error) {
	if in == nil {
		return nil, nil //nolint:nilnil // no client id given is no client id
	}
	u, err := uuid.Parse(*in)
	if err != nil {
		return nil, fault.Bad("input.clientId", "BAD_CLIENT_ID")
	}
	id := u.String()
	return &id, nil
}

package helpdesk

import (
	"bytes"
	"context"
	"time"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/helprequest"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/identity"
	"gandan/internal/lifecycle"
	"gandan/internal/store"
)

// EnterHelpRequestInput is what a person without the app says, as somebody of the unit writes it down. ConsentToContact is what
// the person said aloud.
type EnterHelpRequestInput struct {
	CreateHelpRequestInput
	Phone   string
	Channel helprequest.EnteredChannel
}

// EnterHelpRequestPayload is the request, the code that the person keeps, and whether an SMS is on its way.
type EnterHelpRequestPayload struct {
	HelpRequest *ent.HelpRequest
	LookupCode  string // shown once, to whoever entered the request; only a hash of it is kept
	CodeSent    bool
}

// Enter writes down a request for a person without an account, by a volunteer or an admin of the unit, and sends a code to the
// phone. The request is of the account of the phone; nothing in the answer tells whether there was one. The same ClientID from
// the same person again returns the request that is there and sends nothing.
//
// BAD_USER_INPUT with the keys of Create and BAD_PHONE; FORBIDDEN; RATE_LIMITED with keys OTP_TOO_SOON and OTP_TOO_MANY;
// CONFLICT with key CLIENT_ID_REUSED. A message that cannot be sent is no mistake: CodeSent is then false.
func (s *Service) Enter(ctx context.Context, in EnterHelpRequestInput) (*EnterHelpRequestPayload, error) {
	in, err := s.checkedEntry(ctx, in)
	if err != nil {
		return nil, err
	}
	code, err := s.desk.Phones.NewPhoneCode()
	if err != nil {
		return nil, err
	}
	var sent error
	out, err := store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*EnterHelpRequestPayload, error) {
		if err := s.mayEnter(tx.Actor, in.UnitID); err != nil {
			return nil, err
		}
		citizen, err := s.desk.Phones.Guest(ctx, tx, in.Phone)
		if err != nil {
			return nil, err
		}
		if r, err := enteredBefore(ctx, tx, in, citizen.ID); r != nil || err != nil {
			return &EnterHelpRequestPayload{HelpRequest: r, LookupCode: s.lookupCode(r)}, err
		}
		r, err := s.enter(ctx, tx, in, citizen.ID)
		if err != nil {
			return nil, err
		}
		return &EnterHelpRequestPayload{r, s.lookupCode(r), true}, s.sendCode(ctx, tx, r, code, &sent)
	})
	if sent != nil {
		out.CodeSent = false
	}
	return out, err
}

func (s *Service) checkedEntry(ctx context.Context, in EnterHelpRequestInput) (EnterHelpRequestInput, error) {
	if s.desk.Phones == nil || len(s.desk.Secret) == 0 {
		return in, fault.New(fault.Unavailable, "UNAVAILABLE")
	}
	var err error
	if in.Phone, err = s.desk.Phones.Phone(in.Phone, "input.phone"); err != nil {
		return in, err
	}
	in.CreateHelpRequestInput, err = s.checkedRequest(ctx, in.CreateHelpRequestInput)
	return in, err
}

// mayEnter: the unit must be known, and a role of the actor reach it. Whether it is in force is asked of a new request only.
func (s *Service) mayEnter(a access.Actor, unitID gid.ID) error {
	unit, err := s.territory.Unit(unitID)
	if fault.Is(err, fault.NotFound) {
		return fault.Bad("input.unitId", "UNKNOWN_UNIT")
	}
	if err == nil && !access.Can(a, access.EnterRequest, access.Object{Path: unit.Path}) {
		err = fault.New(fault.Forbidden, "FORBIDDEN")
	}
	return err
}

func (in EnterHelpRequestInput) fingerprint(by gid.ID) []byte {
	return fingerprint("entered", by, in.Phone, in.Channel, in.CreateHelpRequestInput.fingerprint())
}

// enteredBefore is the request that the same person entered with the same client id, or nil. It is looked for beyond what they
// may read now: a volunteer may hold it since.
func enteredBefore(ctx context.Context, tx *store.Tx, in EnterHelpRequestInput, citizen gid.ID) (*ent.HelpRequest, error) {
	if in.ClientID == nil {
		return nil, nil //nolint:nilnil // nothing to look for is nothing found
	}
	r, err := tx.HelpRequest.Query().Where(helprequest.CitizenID(citizen), helprequest.ClientID(*in.ClientID)).
		Only(access.AsSystem(ctx, "helpdesk"))
	switch {
	case ent.IsNotFound(err):
		return nil, nil //nolint:nilnil // nothing found is no mistake
	case err == nil && !bytes.Equal(r.ClientFingerprint, in.fingerprint(tx.Actor.ID)):
		return nil, reused()
	}
	return r, err
}

func (s *Service) enter(ctx context.Context, tx *store.Tx, in EnterHelpRequestInput, citizen gid.ID) (*ent.HelpRequest, error) {
	create, err := s.seed(tx, in.CreateHelpRequestInput, citizen)
	if err != nil {
		return nil, err
	}
	id, _ := create.Mutation().ID()
	path, _ := create.Mutation().UnitPath()
	create.SetEnteredByID(tx.Actor.ID).SetEnteredAs(helprequest.EnteredAs(unitRole(tx.Actor, path))).
		SetEnteredChannel(in.Channel).SetLookupHash(s.desk.Secret.Hash(s.desk.Secret.Code(id[:])))
	if in.ClientID != nil {
		create.SetClientID(*in.ClientID).SetClientFingerprint(in.fingerprint(tx.Actor.ID))
	}
	r, err := create.Save(ctx)
	if err != nil {
		return nil, err
	}
	if err := in.putTimes(ctx, tx, r.ID); err != nil {
		return nil, err
	}
	return r, begin(ctx, tx, r, lifecycle.Row[helprequest.Status]{Verb: VerbEnter, To: r.Status, Action: access.EnterRequest, Event: RequestEntered})
}

// unitRole is the role in which somebody of the unit does what both volunteers and admins may.
func unitRole(a access.Actor, path string) access.Role {
	if access.Can(a, access.SetPriority, access.Object{Path: path}) {
		return access.Admin
	}
	return access.Volunteer
}

// lookupCode is the code of a request that was entered; empty for none.
func (s *Service) lookupCode(r *ent.HelpRequest) string {
	if r == nil || len(r.LookupHash) == 0 {
		return ""
	}
	return s.desk.Secret.Code(r.ID[:])
}

// sendCode writes a code down and has it sent once all is committed; sent then says why that failed.
func (s *Service) sendCode(ctx context.Context, tx *store.Tx, r *ent.HelpRequest, code identity.PhoneCode, sent *error) error {
	written, err := s.desk.Phones.WritePhoneCode(ctx, tx, code, r.CitizenID, r.ID)
	if err == nil {
		tx.AfterCommit(func() { *sent = s.desk.Phones.SendPhoneCode(ctx, written) })
	}
	return err
}

// PhoneConfirmed reports whether somebody proved to read the messages of the phone behind the request: at the sign-in when the
// person asked for help by themselves, else by a code. Until then nobody may be shown who asked, nor how to reach them.
func PhoneConfirmed(r *ent.HelpRequest) bool {
	return r.EnteredByID == nil || r.PhoneConfirmedAt != nil
}

// Entry is how a request came that the person did not send by themselves.
type Entry struct {
	Channel helprequest.EnteredChannel
	Role    access.Role
	At      time.Time
	request *ent.HelpRequest
}

// EnteredBy is how the request came; nil when its citizen sent it.
func EnteredBy(r *ent.HelpRequest) *Entry {
	if r.EnteredByID == nil || r.EnteredAs == nil || r.EnteredChannel == nil {
		return nil
	}
	return &Entry{*r.EnteredChannel, access.Role(*r.EnteredAs), r.CreatedAt, r}
}

// Enterer is who entered the request, for admins of the unit and that person; nil for the others.
func (s *Service) Enterer(ctx context.Context, e *Entry) (*ent.Account, error) {
	viewer, _ := access.From(ctx)
	if viewer.ID != *e.request.EnteredByID && !access.Can(viewer, access.SetPriority, object(e.request)) {
		return nil, nil //nolint:nilnil // the viewer is not told
	}
	return s.people.Person(ctx, *e.request.EnteredByID)
}

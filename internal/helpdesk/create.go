package helpdesk

import (
	"bytes"
	"context"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/helprequest"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/lifecycle"
	"gandan/internal/store"
)

// CreateHelpRequestInput is what a citizen says when asking for help.
type CreateHelpRequestInput struct {
	ClientID         *string
	UnitID           gid.ID
	ProcedureID      *gid.ID
	Description      string
	Mode             helprequest.Mode
	ConsentToContact bool
	Wishes
}

// Create asks for help. The same ClientID again returns the request that is there, whatever has become of it.
// BAD_USER_INPUT with keys CONSENT_REQUIRED, TOO_SHORT, TOO_LONG, BAD_CLIENT_ID, UNKNOWN_PROCEDURE, UNKNOWN_UNIT,
// UNIT_NOT_IN_FORCE and those of guard.Text, Wishes.checked and Wishes.inTime; FORBIDDEN for a visitor; CONFLICT with key CLIENT_ID_REUSED.
func (s *Service) Create(ctx context.Context, in CreateHelpRequestInput) (*ent.HelpRequest, error) {
	in, err := s.checkedRequest(ctx, in)
	if err != nil {
		return nil, err
	}
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.HelpRequest, error) {
		if !access.Can(tx.Actor, access.CreateRequest, access.Object{}) {
			return nil, fault.New(fault.Forbidden, "FORBIDDEN")
		}
		if r, err := createdBefore(ctx, tx, in); r != nil || err != nil {
			return r, err
		}
		return s.create(ctx, tx, in)
	})
}

// checkedRequest is the input with its texts cleaned. The unit is checked later, since what was sent before may be sent
// again after its unit is gone.
func (s *Service) checkedRequest(ctx context.Context, in CreateHelpRequestInput) (CreateHelpRequestInput, error) {
	var err error
	if !in.ConsentToContact {
		return in, fault.Bad("input.consentToContact", "CONSENT_REQUIRED")
	}
	if in.ClientID, err = clientID(in.ClientID); err != nil {
		return in, err
	}
	if in.Description, err = description(in.Description); err != nil {
		return in, err
	}
	if in.Wishes, err = in.checked(); err != nil || in.ProcedureID == nil {
		return in, err
	}
	if _, err = s.procedure.Procedure(ctx, *in.ProcedureID); fault.Is(err, fault.NotFound) {
		return in, fault.Bad("input.procedureId", "UNKNOWN_PROCEDURE")
	}
	return in, err
}

func (in CreateHelpRequestInput) fingerprint() []byte {
	return fingerprint(append([]any{in.UnitID, in.ProcedureID, in.Description, in.Mode}, in.sent()...)...)
}

// createdBefore is the request made with the same client id, or nil.
func createdBefore(ctx context.Context, tx *store.Tx, in CreateHelpRequestInput) (*ent.HelpRequest, error) {
	if in.ClientID == nil {
		return nil, nil //nolint:nilnil // nothing to look for is nothing found
	}
	r, err := tx.HelpRequest.Query().Where(helprequest.CitizenID(tx.Actor.ID), helprequest.ClientID(*in.ClientID)).Only(ctx)
	switch {
	case ent.IsNotFound(err):
		return nil, nil //nolint:nilnil // nothing found is no mistake
	case err == nil && !bytes.Equal(r.ClientFingerprint, in.fingerprint()):
		return nil, reused()
	}
	return r, err
}

func (s *Service) create(ctx context.Context, tx *store.Tx, in CreateHelpRequestInput) (*ent.HelpRequest, error) {
	create, err := s.seed(tx, in, tx.Actor.ID)
	if err != nil {
		return nil, err
	}
	create.SetPhoneConfirmedAt(tx.Now) // the sign-in has proved it
	if in.ClientID != nil {
		create.SetClientID(*in.ClientID).SetClientFingerprint(in.fingerprint())
	}
	r, err := create.Save(ctx)
	if err != nil {
		return nil, err
	}
	if err := in.putTimes(ctx, tx, r.ID); err != nil {
		return nil, err
	}
	return r, begin(ctx, tx, r, lifecycle.Row[helprequest.Status]{Verb: VerbCreate, To: r.Status, Action: access.CreateRequest, Event: RequestCreated})
}

// seed is a new request of the citizen, not yet saved.
func (s *Service) seed(tx *store.Tx, in CreateHelpRequestInput, citizen gid.ID) (*ent.HelpRequestCreate, error) {
	unit, err := s.territory.InForce(in.UnitID, "input.unitId")
	if err == nil {
		err = in.inTime(tx.Now)
	}
	if err != nil {
		return nil, err
	}
	id := tx.NewID(gid.HelpRequest)
	create := tx.HelpRequest.Create().SetID(id).SetCode(codeOf(id)).SetUnitID(unit.ID).SetUnitPath(unit.Path).
		SetCitizenID(citizen).SetNillableProcedureID(in.ProcedureID).SetDescription(in.Description).SetMode(in.Mode).
		SetStatus(helprequest.StatusOPEN).SetStatusSince(tx.Now).SetOpenedAt(tx.Now).SetConsentedAt(tx.Now)
	return in.put(create, tx.Now), nil
}

// begin writes the first line of the trail: from nothing to OPEN.
func begin(ctx context.Context, tx *store.Tx, r *ent.HelpRequest, first lifecycle.Row[helprequest.Status]) error {
	unborn := &ent.HelpRequest{ID: r.ID, UnitID: r.UnitID, UnitPath: r.UnitPath, CitizenID: r.CitizenID}
	if err := remember(ctx, tx, unborn, first, step{}); err != nil {
		return err
	}
	return tell(ctx, tx, unborn, first, gid.Zero, nil)
}

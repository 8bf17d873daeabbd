package identity

import (
	"context"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/internal/access"
	"gandan/internal/page"
	"gandan/internal/store"
)

// act is one reading: within one response it happens once.
type act struct {
	subject gid.ID
	what    string
	object  gid.ID
}

// Reveal is the id and the name of a person, read through an object by whoever asks. A reading of somebody else's is first
// written down for that person to see; when it cannot be, nothing is shown. what is the field as the schema names it. The
// caller has made sure that the viewer may read the object.
// UNAUTHENTICATED for a visitor; NOT_FOUND for an unknown person; UNAVAILABLE when the record cannot be written.
func (s *Service) Reveal(ctx context.Context, subject gid.ID, what string, object gid.ID) (*ent.Account, error) {
	if viewer, ok := access.From(ctx); ok && (viewer.IsSystem() || !subject.IsZero() && viewer.ID == subject) {
		return s.Person(ctx, subject)
	}
	if _, err := signedIn(ctx); err != nil {
		return nil, err
	}
	// The name is read together with the other names of the response; it is given away only once the record is written.
	person, err := s.Person(ctx, subject)
	if err != nil {
		return nil, err
	}
	if _, err := page.Load(ctx, "identity.reveal", act{subject, what, object}, s.record); err != nil {
		return nil, err
	}
	return person, nil
}

// record writes the readings down, all or none.
func (s *Service) record(ctx context.Context, acts []act) (map[act]bool, error) {
	if err := store.Do(ctx, s.store, func(ctx context.Context, tx *store.Tx) error { return record(ctx, tx, acts) }); err != nil {
		return nil, err
	}
	done := make(map[act]bool, len(acts))
	for _, a := range acts {
		done[a] = true
	}
	return done, nil
}

func record(ctx context.Context, tx *store.Tx, acts []act) error {
	rows := make([]*ent.AccessRecordCreate, len(acts))
	for i, a := range acts {
		rows[i] = tx.AccessRecord.Create().SetSubjectID(a.subject).SetViewerID(tx.Actor.ID).SetViewerRole(string(strongest(tx.Actor))).
			SetWhat(a.what).SetObjectID(a.object)
	}
	return tx.AccessRecord.CreateBulk(rows...).Exec(ctx)
}

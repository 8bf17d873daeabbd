package criticism

import (
	"context"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/internal/calendar"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// longestOpen is how many days a draft may take opinions.
const longestOpen = 365

// OpenDraftInput is which draft to open, and until when.
type OpenDraftInput struct {
	ID            gid.ID
	OpinionsUntil string
}

// Open invites opinions up to and including the day, local; from then on anybody may read the draft, for good.
//
// NOT_FOUND, FORBIDDEN; BAD_USER_INPUT with keys BAD_DATE, UNTIL_IN_PAST and UNTIL_TOO_FAR; CONFLICT with keys DRAFT_WRONG_STATE
// and NO_VERSION.
func (s *Service) Open(ctx context.Context, in OpenDraftInput) (*ent.Draft, error) {
	until, err := calendar.ParseDate(in.OpinionsUntil)
	if err != nil {
		return nil, fault.Bad("input.opinionsUntil", "BAD_DATE")
	}
	return s.move(ctx, in.ID, change{
		verb: open,
		rule: func(_ context.Context, tx *store.Tx, d *ent.Draft) error {
			return mayOpen(d, until, calendar.Today(tx.Now))
		},
		set: func(tx *store.Tx, _ *ent.Draft, u *ent.DraftUpdate) {
			u.SetListed(true).SetOpenedAt(tx.Now).SetOpinionsUntil(string(until))
		},
	})
}

func mayOpen(d *ent.Draft, until, today calendar.Date) error {
	switch {
	case d.Version == 0:
		return fault.New(fault.Conflict, "NO_VERSION")
	case until.Before(today):
		return fault.Bad("input.opinionsUntil", "UNTIL_IN_PAST")
	case until.After(today.AddDays(longestOpen)):
		return fault.Bad("input.opinionsUntil", "UNTIL_TOO_FAR").With("days", longestOpen)
	}
	return nil
}

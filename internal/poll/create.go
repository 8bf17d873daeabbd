package poll

import (
	"cmp"
	"context"

	"gandan/ent"
	"gandan/ent/conference"
	"gandan/ent/gid"
	"gandan/ent/poll"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/store"
	"gandan/internal/text"
)

// CreatePollInput is a poll to prepare. Without MostChoices a MULTIPLE one lets everybody choose as many as there are.
type CreatePollInput struct {
	ConferenceID gid.ID
	Question     string
	Kind         poll.Kind
	MostChoices  *int
	Options      []string
}

// The bounds of a poll.
const (
	fewestOptions = 2
	mostOptions   = 12
)

// Create prepares a poll as a draft, which only admins of its unit see.
//
// NOT_FOUND and FORBIDDEN for the conference; CONFLICT with key POLL_CONFERENCE_OVER when it is over; BAD_USER_INPUT with keys
// TOO_SHORT, TOO_LONG, POLL_OPTION_COUNT, POLL_OPTION_TWICE, POLL_MOST_CHOICES, POLL_SINGLE_CHOICE and INVALID_VALUE.
func (s *Service) Create(ctx context.Context, in CreatePollInput) (*ent.Poll, error) {
	if err := in.clean(); err != nil {
		return nil, err
	}
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.Poll, error) {
		c, err := tx.Conference.Get(ctx, in.ConferenceID)
		if err != nil {
			return nil, err
		}
		if !access.Can(tx.Actor, access.ManagePoll, access.Object{Path: c.UnitPath}) {
			return nil, fault.New(fault.Forbidden, "FORBIDDEN")
		}
		switch c.Status {
		case conference.StatusDRAFT, conference.StatusANNOUNCED, conference.StatusLIVE:
		default:
			return nil, fault.New(fault.Conflict, "POLL_CONFERENCE_OVER").With("status", string(c.Status))
		}
		p, err := tx.Poll.Create().
			SetConferenceID(c.ID).SetUnitID(c.UnitID).SetUnitPath(c.UnitPath).
			SetQuestion(in.Question).SetKind(in.Kind).SetMostChoices(*in.MostChoices).SetStatus(poll.StatusDRAFT).
			Save(ctx)
		if err != nil {
			return nil, err
		}
		if err := tx.PollOption.CreateBulk(in.rows(tx, p)...).Exec(ctx); err != nil {
			return nil, err
		}
		return p, tx.Emit(ctx, EventCreated, p.ID, of(p))
	})
}

func (in *CreatePollInput) rows(tx *store.Tx, p *ent.Poll) []*ent.PollOptionCreate {
	rows := make([]*ent.PollOptionCreate, len(in.Options))
	for i, words := range in.Options {
		rows[i] = tx.PollOption.Create().SetPollID(p.ID).SetPosition(i + 1).SetText(words)
	}
	return rows
}

// clean brings the input to the form in which it is stored, or says what is wrong with it.
func (in *CreatePollInput) clean() (err error) {
	if poll.KindValidator(in.Kind) != nil {
		return fault.Bad("input.kind", "INVALID_VALUE")
	}
	if in.Question, err = words("input.question", in.Question, 5, 500); err != nil {
		return err
	}
	if n := len(in.Options); n < fewestOptions || n > mostOptions {
		return fault.Bad("input.options", "POLL_OPTION_COUNT").With("min", fewestOptions).With("max", mostOptions)
	}
	options, seen := make([]string, len(in.Options)), map[string]bool{}
	for i, said := range in.Options {
		if options[i], err = words("input.options", said, 1, 300); err != nil {
			return err
		}
		folded := cmp.Or(text.Fold(options[i]), options[i]) // signs alone fold to nothing
		if seen[folded] {
			return fault.Bad("input.options", "POLL_OPTION_TWICE").With("option", options[i])
		}
		seen[folded] = true
	}
	in.Options = options
	return in.cleanChoices()
}

// cleanChoices says how many options a ballot may choose: one, or at least two of those there are.
func (in *CreatePollInput) cleanChoices() error {
	const field = "input.mostChoices"
	most := len(in.Options)
	if in.Kind == poll.KindSINGLE {
		most = 1
	}
	if in.MostChoices == nil {
		in.MostChoices = &most
	}
	switch n := *in.MostChoices; {
	case in.Kind == poll.KindSINGLE && n != 1:
		return fault.Bad(field, "POLL_SINGLE_CHOICE")
	case in.Kind == poll.KindMULTIPLE && (n < fewestOptions || n > most):
		return fault.Bad(field, "POLL_MOST_CHOICES").With("min", fewestOptions).With("max", most)
	}
	return nil
}

// words cleans a text and holds it to its bounds, in characters.
// BAD_USER_INPUT at the field with key TOO_SHORT or TOO_LONG.
func words(field, s string, least, most int) (string, error) {
	s = text.Clean(s)
	switch n := text.Length(s); {
	case n < least:
		return "", fault.Bad(field, "TOO_SHORT").With("min", least)
	case n > most:
		return "", fault.Bad(field, "TOO_LONG").With("max", most)
	}
	return s, nil
}

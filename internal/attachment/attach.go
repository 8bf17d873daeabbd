package attachment

import (
	"context"
	"time"

	"gandan/ent"
	"gandan/ent/attachment"
	"gandan/ent/gid"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// quotaOver is the time over which the bytes of a person are added up.
const quotaOver = 24 * time.Hour

// AttachInput is a file that will be sent.
type AttachInput struct {
	SubjectID gid.ID
	Name      string
	Media     attachment.Media
	Size      int
}

// Announced is an attachment whose bytes are awaited, and what it takes to send them.
type Announced struct {
	Attachment *ent.Attachment
	Ticket     string
	TicketEnds time.Time
}

// Attach announces a file of a conference, a commitment or a draft in the admin's units and gives the ticket to send it.
//
// NOT_FOUND, FORBIDDEN, CONFLICT for what takes no files any more; BAD_USER_INPUT with keys WRONG_ID_KIND, TOO_SHORT, TOO_LONG and
// FILE_EMPTY; LIMIT_EXCEEDED with keys FILE_TOO_LARGE, TOO_MANY_FILES and FILE_QUOTA. Two announcements of one person at the same
// instant may together pass the quota by one file.
func (s *Service) Attach(ctx context.Context, in AttachInput) (*Announced, error) {
	name, err := cleanName(in.Name, in.Media)
	if err == nil {
		err = s.limits.size(in.Size)
	}
	if err != nil {
		return nil, err
	}
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*Announced, error) {
		p, err := subject(ctx, tx, in.SubjectID)
		if err == nil {
			err = s.room(ctx, tx, in)
		}
		if err != nil {
			return nil, err
		}
		a, err := tx.Attachment.Create().SetUnitID(p.unit).SetUnitPath(p.path).SetSubjectID(in.SubjectID).SetUploadedByID(tx.Actor.ID).
			SetName(name).SetMedia(in.Media).SetSize(in.Size).SetStatus(attachment.StatusEXPECTED).Save(ctx)
		if err != nil {
			return nil, err
		}
		ticket, ends, err := s.tickets.UploadTicket(ctx, a.ID)
		return &Announced{Attachment: a, Ticket: ticket, TicketEnds: ends}, err
	})
}

func (l Limits) size(n int) error {
	switch {
	case n < 1:
		return fault.Bad("input.size", "FILE_EMPTY")
	case n > l.File:
		return fault.New(fault.LimitExceeded, "FILE_TOO_LARGE").At("input.size").With("limit", l.File>>20)
	}
	return nil
}

// room holds the announcement to the number of files of the subject and to the bytes of the person.
func (s *Service) room(ctx context.Context, tx *store.Tx, in AttachInput) error {
	ctx = access.AsSystem(ctx, "attachment") // whatever was announced counts, also where the role has ended
	n, err := tx.Attachment.Query().Where(attachment.SubjectID(in.SubjectID),
		attachment.StatusIn(attachment.StatusEXPECTED, attachment.StatusSTORED)).Count(ctx)
	if err != nil {
		return err
	}
	if n >= s.limits.Files {
		return fault.New(fault.LimitExceeded, "TOO_MANY_FILES").With("max", s.limits.Files)
	}
	var sums []struct {
		Sum *int `json:"sum"`
	}
	err = tx.Attachment.Query().Where(attachment.UploadedByID(tx.Actor.ID), attachment.CreatedAtGT(tx.Now.Add(-quotaOver))).
		Aggregate(ent.As(ent.Sum(attachment.FieldSize), "sum")).Scan(ctx, &sums)
	if err == nil && len(sums) == 1 && sums[0].Sum != nil && *sums[0].Sum+in.Size > s.limits.Quota {
		err = fault.New(fault.LimitExceeded, "FILE_QUOTA").With("limit", s.limits.Quota>>20)
	}
	return err
}

// Path is where the bytes are sent to and fetched from.
func Path(id gid.ID) string { return "/files/" + id.String() }

package criticism

import (
	"context"
	"strconv"

	"gandan/ent"
	"gandan/ent/conference"
	"gandan/ent/draft"
	"gandan/ent/gid"
	"gandan/internal/calendar"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// IssueCriticismDocumentInput is what the Front or the organisation sends to the drafter.
type IssueCriticismDocumentInput struct {
	DraftID gid.ID
	Body    string
}

// IssueDocument issues the criticism document (văn bản phản biện), step seven of the joint resolution 403/2017; issued again it
// is a new version, and the earlier ones stay. The number of opinions it stands on is counted, not typed in.
//
// NOT_FOUND, FORBIDDEN; BAD_USER_INPUT with keys TOO_SHORT and TOO_LONG; CONFLICT with keys DRAFT_WRONG_STATE and CONFERENCE_NEEDED.
func (s *Service) IssueDocument(ctx context.Context, in IssueCriticismDocumentInput) (*ent.Draft, error) {
	body, err := words("input.body", in.Body, 10, 20_000)
	if err != nil {
		return nil, err
	}
	return s.move(ctx, in.DraftID, change{
		verb: issue,
		rule: hasConference,
		set: func(_ *store.Tx, d *ent.Draft, u *ent.DraftUpdate) {
			u.Where(draft.Documents(d.Documents)).SetDocuments(d.Documents + 1)
			if d.ClosedAt == nil && d.OpinionsUntil != nil { // it closed by itself
				u.SetClosedAt(calendar.Date(*d.OpinionsUntil).End())
			}
		},
		after: func(ctx context.Context, tx *store.Tx, d *ent.Draft) (map[string]string, error) {
			facts := map[string]string{"version": strconv.Itoa(d.Documents), "opinions": strconv.Itoa(d.Received)}
			return facts, tx.CriticismDocument.Create().SetDraftID(d.ID).SetVersion(d.Documents).SetBody(body).
				SetReceived(d.Received).SetSentAt(tx.Now).Exec(ctx)
		},
	})
}

// hasConference refuses a draft that is to be criticised at a conference while it has none, or one that was called off.
func hasConference(ctx context.Context, tx *store.Tx, d *ent.Draft) error {
	if d.Form != draft.FormCONFERENCE {
		return nil
	}
	needed := fault.New(fault.Conflict, "CONFERENCE_NEEDED")
	if d.ConferenceID == nil {
		return needed
	}
	c, err := tx.Conference.Get(ctx, *d.ConferenceID)
	if err == nil && c.Status == conference.StatusCANCELLED {
		err = needed
	}
	return err
}

package helpdesk

import (
	"context"

	"gandan/ent"
	"gandan/internal/access"
)

// citizenField is how access records name the reading of who asked.
const citizenField = "HelpRequest.citizen"

// Citizen is who asked, for the citizen, the holder, their companion and admins of the unit; nil for anybody else who reads the request, as
// in the queue. Reading somebody else leaves an access record.
func (s *Service) Citizen(ctx context.Context, r *ent.HelpRequest) (*ent.Account, error) {
	viewer, _ := access.From(ctx)
	switch {
	case !PhoneConfirmed(r) && viewer.ID != r.CitizenID: // request: whoever enters a phone must not learn whose it is
		return nil, nil //nolint:nilnil // the viewer is not told
	case viewer.ID == r.CitizenID:
		return s.people.Person(ctx, r.CitizenID)
	case access.Can(viewer, access.ReadRequest, seenBy(viewer, r)):
		return s.people.Reveal(ctx, r.CitizenID, citizenField, r.ID)
	}
	return nil, nil //nolint:nilnil // the viewer is not told
}

// Volunteer is who holds the request; nil when nobody does.
func (s *Service) Volunteer(ctx context.Context, r *ent.HelpRequest) (*ent.Account, error) {
	if r.VolunteerID == nil {
		return nil, nil //nolint:nilnil // nobody holds it
	}
	return s.people.Person(ctx, *r.VolunteerID)
}

// LogVolunteer is who helped.
func (s *Service) LogVolunteer(ctx context.Context, log *ent.AssistanceLog) (*ent.Account, error) {
	return s.people.Person(ctx, log.VolunteerID)
}

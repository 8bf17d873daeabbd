package contact

import (
	"context"

	"gandan/ent"
	"gandan/internal/access"
	"gandan/internal/store"
)

// The facts of the package. The subject is the request. Data: unitId, citizenId and volunteerId, who holds it; by with
// EventMessageSent, for whom it was written; role with EventRevealed. Neither words nor numbers.
const (
	EventMessageSent = "contact.message_sent"
	EventRevealed    = "contact.revealed"
	EventAllowed     = "contact.allowed"
	EventRefused     = "contact.refused"
)

const systemName = "contact"

// asSystem lets the domain ask what the viewer alone does not see, such as the citizen's consent.
func asSystem(ctx context.Context) context.Context { return access.AsSystem(ctx, systemName) }

func tell(ctx context.Context, tx *store.Tx, name string, r *ent.HelpRequest, more ...string) error {
	data := map[string]string{"unitId": r.UnitID.String(), "citizenId": r.CitizenID.String()}
	if r.VolunteerID != nil {
		data["volunteerId"] = r.VolunteerID.String()
	}
	for i := 0; i+1 < len(more); i += 2 {
		data[more[i]] = more[i+1]
	}
	return tx.Emit(ctx, name, r.ID, data)
}

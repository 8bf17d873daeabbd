package criticism

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"

	"github.com/google/uuid"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/opinion"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// clean brings the input to the form in which it is stored and compared, or says what is wrong with it.
func (in GiveOpinionInput) clean() (_ GiveOpinionInput, err error) {
	if in.Body, err = words("input.body", in.Body, 10, 4_000); err != nil {
		return in, err
	}
	switch named := in.OrganisationID != nil; {
	case in.Capacity == opinion.CapacityORGANISATION && !named:
		return in, fault.Bad("input.organisationId", "ORGANISATION_REQUIRED")
	case in.Capacity != opinion.CapacityORGANISATION && named:
		return in, fault.Bad("input.organisationId", "ORGANISATION_UNWANTED")
	case in.voiced() && in.Channel != opinion.ChannelCONFERENCE:
		return in, fault.Bad("input.channel", "ROOM_NEEDS_CHANNEL")
	}
	if in.ClientID == nil {
		return in, nil
	}
	id, err := uuid.Parse(*in.ClientID)
	if err != nil {
		return in, fault.Bad("input.clientId", "BAD_CLIENT_ID")
	}
	canonical := id.String()
	in.ClientID = &canonical
	return in, nil
}

// fingerprint is the SHA-256 of everything the client id stands for.
func (in GiveOpinionInput) fingerprint() []byte {
	text := fmt.Sprintf("%s\n%s\n%s\n%s\n%s\n%t\n%s", in.DraftID, given(in.ClauseID), in.Capacity, given(in.OrganisationID), in.Channel, in.voiced(), in.Body)
	sum := sha256.Sum256([]byte(text))
	return sum[:]
}

func given(id *gid.ID) string {
	if id == nil {
		return ""
	}
	return id.String()
}

// sentBefore is the opinion the actor has already sent with the client id, nil when there is none.
// CONFLICT with key CLIENT_ID_REUSED when it was sent with other content.
func (in GiveOpinionInput) sentBefore(ctx context.Context, tx *store.Tx) (*ent.Opinion, error) {
	if in.ClientID == nil {
		return nil, nil //nolint:nilnil // nothing was promised
	}
	o, err := tx.Opinion.Query().Where(opinion.AuthorID(tx.Actor.ID), opinion.ClientID(*in.ClientID)).Only(ctx)
	switch {
	case ent.IsNotFound(err):
		return nil, nil //nolint:nilnil // the first time
	case err != nil:
		return nil, err
	case !bytes.Equal(o.ClientFingerprint, in.fingerprint()):
		return nil, fault.New(fault.Conflict, "CLIENT_ID_REUSED").At("input.clientId")
	}
	return o, nil
}

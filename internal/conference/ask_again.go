package conference

import (
	"bytes"
	"context"
	"crypto/sha256"
	"strconv"

	"github.com/google/uuid"

	"gandan/ent"
	"gandan/ent/question"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// clean brings the input to the form in which it is stored and compared, or says what is wrong with it.
func (in AskQuestionInput) clean() (AskQuestionInput, error) {
	body, err := words("input.body", in.Body, 10, 1000)
	if err != nil {
		return in, err
	}
	in.Body = body
	if err := knownTopic("input.topic", in.Topic); err != nil {
		return in, err
	}
	if in.ClientID != nil {
		id, err := uuid.Parse(*in.ClientID)
		if err != nil {
			return in, fault.Bad("input.clientId", "BAD_CLIENT_ID")
		}
		canonical := id.String()
		in.ClientID = &canonical
	}
	return in, nil
}

// fingerprint is the SHA-256 of everything the client id stands for. What phones sent before there were topics keeps its own.
func (in AskQuestionInput) fingerprint() []byte {
	about := in.ConferenceID.String()
	if in.Topic != nil {
		about += " " + *in.Topic
	}
	sum := sha256.Sum256([]byte(about + "\n" + strconv.FormatBool(in.ShowName) + "\n" + in.Body))
	return sum[:]
}

// sentBefore is the question the actor has already sent with the client id, nil when there is none.
// CONFLICT with key CLIENT_ID_REUSED when it was sent with other content.
func (in AskQuestionInput) sentBefore(ctx context.Context, tx *store.Tx) (*ent.Question, error) {
	if in.ClientID == nil {
		return nil, nil //nolint:nilnil // nothing was promised
	}
	q, err := tx.Question.Query().Where(question.AuthorID(tx.Actor.ID), question.ClientID(*in.ClientID)).Only(ctx)
	switch {
	case ent.IsNotFound(err):
		return nil, nil //nolint:nilnil // the first time
	case err != nil:
		return nil, err
	case !bytes.Equal(q.ClientFingerprint, in.fingerprint()):
		return nil, fault.New(fault.Conflict, "CLIENT_ID_REUSED").At("input.clientId")
	}
	return q, nil
}

// Package idempotency keeps the first answer of every keyed mutation with its effect (S-91): the key, what was asked and the
// answer are rows of the transaction that made the effect, so after a crash there is either both or neither. It owns the
// table idempotent_answers. Answers are kept sealed (seal.go).
package idempotency

import (
	"context"
	"crypto/cipher"
	"crypto/subtle"
	"time"

	"gandan/ent"
	"gandan/ent/idempotentanswer"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// Kept is how long an answer is given again: a phone may be offline for weeks.
const Kept = 30 * 24 * time.Hour

// prunedAtOnce bounds one step of Prune.
const prunedAtOnce = 1000

// Service stores answers and gives them again.
type Service struct {
	store *store.Store
	box   cipher.AEAD // of Sealed; nil: answers are kept as they are
}

// New makes the service.
func New(s *store.Store) *Service { return &Service{store: s} }

// Once runs the mutation in one transaction and keeps its answer under the actor's key, or gives the answer that is kept.
// run is called inside the transaction, several times if the database asks for it; its error undoes everything and keeps
// nothing, so that the same key may be tried again.
//
// CONFLICT with key IDEMPOTENCY_KEY_REUSED when the key was used for something else.
func (s *Service) Once(ctx context.Context, path string, run func(context.Context) (string, error)) (string, error) {
	request := access.RequestFrom(ctx)
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (string, error) {
		kept, err := tx.IdempotentAnswer.Query().Where(idempotentanswer.AccountID(tx.Actor.ID),
			idempotentanswer.Key(request.IdempotencyKey), idempotentanswer.Path(path)).Only(ctx)
		if err == nil {
			return s.answer(kept, request.Fingerprint)
		}
		if !ent.IsNotFound(err) {
			return "", err
		}
		// The key goes first: whoever sends it at the same time waits here, and then finds the answer.
		row, err := tx.IdempotentAnswer.Create().SetAccountID(tx.Actor.ID).SetKey(request.IdempotencyKey).SetPath(path).
			SetFingerprint(request.Fingerprint[:]).SetAnswer("").Save(ctx)
		if err != nil {
			return "", err
		}
		text, err := run(ctx)
		if err != nil {
			return "", err
		}
		return text, tx.IdempotentAnswer.Update().Where(idempotentanswer.ID(row.ID)).SetAnswer(s.seal(row, text)).Exec(ctx)
	})
}

func (s *Service) answer(kept *ent.IdempotentAnswer, asked [32]byte) (string, error) {
	if subtle.ConstantTimeCompare(kept.Fingerprint, asked[:]) != 1 {
		return "", fault.New(fault.Conflict, "IDEMPOTENCY_KEY_REUSED").At("extensions.idempotencyKey")
	}
	return s.open(kept)
}

// Prune forgets answers older than Kept, a bounded number at a time, and says how many.
func (s *Service) Prune(ctx context.Context) (int, error) {
	return store.Write(access.AsSystem(ctx, "idempotency"), s.store, func(ctx context.Context, tx *store.Tx) (int, error) {
		old, err := tx.IdempotentAnswer.Query().Where(idempotentanswer.CreatedAtLT(tx.Now.Add(-Kept))).Limit(prunedAtOnce).IDs(ctx)
		if err != nil || len(old) == 0 {
			return 0, err
		}
		return tx.IdempotentAnswer.Delete().Where(idempotentanswer.IDIn(old...)).Exec(ctx)
	})
}

package identity

import (
	"context"

	"gandan/ent/otpchallenge"
	"gandan/internal/store"
)

// Purge deletes the challenges of yesterday and before: the phones and addresses in them have served their purpose.
// The app calls it now and then.
func (s *Service) Purge(ctx context.Context) error {
	return store.Do(asSystem(ctx), s.store, func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.OtpChallenge.Delete().Where(otpchallenge.CreatedAtLT(tx.Now.Add(-challengesKept))).Exec(ctx)
		return err
	})
}

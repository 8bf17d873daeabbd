package notify

import (
	"context"

	"gandan/ent/notificationpreference"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// Preference is what a person wants to hear of one group of facts.
type Preference struct {
	Category   Category
	Wanted     bool
	CanTurnOff bool
}

// Note says what the group holds and, where a part of it is always told, why; in the language of the request.
func (s *Service) Note(ctx context.Context, p *Preference) string {
	return fault.Message(fault.Key("CATEGORY_"+string(p.Category)), access.RequestFrom(ctx).Language, nil)
}

// Preferences lists every group with what the person who asks wants. What was never said is wanted.
func (s *Service) Preferences(ctx context.Context) ([]*Preference, error) {
	actor, _ := access.From(ctx)
	rows, err := s.store.Reader(ctx).NotificationPreference.Query().Where(notificationpreference.AccountID(actor.ID)).
		Limit(len(Categories())).All(ctx)
	if err != nil {
		return nil, store.Translate(err)
	}
	off := map[Category]bool{}
	for _, p := range rows {
		off[Category(p.Kind)] = !p.Wanted
	}
	out := make([]*Preference, 0, len(Categories()))
	for _, c := range Categories() {
		out = append(out, preference(c, c.Fixed() || !off[c]))
	}
	return out, nil
}

func preference(c Category, wanted bool) *Preference {
	return &Preference{Category: c, Wanted: wanted, CanTurnOff: !c.Fixed()}
}

// SetNotificationPreferenceInput is a group and whether to hear of it.
type SetNotificationPreferenceInput struct {
	Category Category
	Wanted   bool
}

// SetPreference keeps what the person wants; again = no change. It holds for facts from now on.
// UNAUTHENTICATED for a visitor; BAD_USER_INPUT with key PREFERENCE_FIXED when the group cannot be turned off.
func (s *Service) SetPreference(ctx context.Context, in SetNotificationPreferenceInput) (*Preference, error) {
	if actor, _ := access.From(ctx); !access.Can(actor, access.UseAccount, access.Object{}) {
		return nil, fault.New(fault.Unauthenticated, "UNAUTHENTICATED")
	}
	if in.Category.Fixed() && !in.Wanted {
		return nil, fault.Bad("input.wanted", "PREFERENCE_FIXED")
	}
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*Preference, error) {
		mine := notificationpreference.And(notificationpreference.AccountID(tx.Actor.ID), notificationpreference.Kind(string(in.Category)))
		row, err := tx.NotificationPreference.Query().Where(mine).Exist(ctx)
		if err != nil {
			return nil, err
		}
		if row {
			err = tx.NotificationPreference.Update().Where(mine).SetWanted(in.Wanted).Exec(ctx)
		} else {
			err = tx.NotificationPreference.Create().SetAccountID(tx.Actor.ID).
				SetKind(string(in.Category)).SetWanted(in.Wanted).Exec(ctx)
		}
		return preference(in.Category, in.Wanted), err
	})
}

package notify_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"gandan/ent"
	"gandan/ent/account"
	"gandan/ent/gid"
	"gandan/internal/event"
	"gandan/internal/notify"
	"gandan/internal/store"
	"gandan/internal/store/storetest"
)

// BenchmarkAFactForThousands prints how many lines a second a fact with five thousand followers makes.
func BenchmarkAFactForThousands(b *testing.B) {
	for name, dsn := range map[string]func() string{"sqlite": func() string { return "" }, "mariadb": func() string { return storetest.MariaDB(b) }} {
		b.Run(name, func(b *testing.B) {
			clock, ids := storetest.NewClock(), &storetest.CountingIDs{}
			s := storetest.Open(b, dsn(), clock, ids)
			const followers = 5000
			people := make([]gid.ID, 0, followers)
			err := store.Do(system, s, func(ctx context.Context, tx *store.Tx) error {
				for len(people) < followers {
					rows := make([]*ent.AccountCreate, 500)
					for i := range rows {
						rows[i] = tx.Account.Create().SetPhone(fmt.Sprintf("+8419%07d", len(people)+i)).SetDisplayName("Người thử").SetStatus(account.StatusACTIVE)
					}
					made, err := tx.Account.CreateBulk(rows...).Save(ctx)
					if err != nil {
						return err
					}
					for _, a := range made {
						people = append(people, a.ID)
					}
				}
				return nil
			})
			if err != nil {
				b.Fatal(err)
			}
			inbox := notify.New(s)
			began, facts := time.Now(), 0
			for b.Loop() {
				e := event.Event{ID: ids.New(gid.OutboxEvent, clock.Now()), Name: "conference.announced", Subject: ids.New(gid.Conference, clock.Now()), At: clock.Now()}
				if err := inbox.Tell(context.Background(), e, people...); err != nil {
					b.Fatal(err)
				}
				facts++
			}
			b.ReportMetric(float64(facts*followers)/time.Since(began).Seconds(), "lines/s")
		})
	}
}

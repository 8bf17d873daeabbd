package store_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"gandan/ent"
	"gandan/ent/commitmententry"
	"gandan/ent/conclusion"
	"gandan/ent/unit"
	"gandan/internal/store"
	"gandan/internal/store/storetest"
)

// recorded is one line of a ledger and one version of a conclusion, with all they hang on.
func recorded(t *testing.T, s *store.Store) (*ent.CommitmentEntry, *ent.Conclusion) {
	t.Helper()
	var line *ent.CommitmentEntry
	var version *ent.Conclusion
	err := store.Do(system, s, func(ctx context.Context, tx *store.Tx) error {
		u, err := tx.Unit.Create().SetCode("1").SetName("Phường thử").SetNameFolded("phuong thu").SetKind(unit.KindWARD).SetPath("/1/").
			SetIdentity("1").SetSource("test").SetConfidence("test").Save(ctx)
		if err != nil {
			return err
		}
		o, err := tx.Organisation.Create().SetName("Ủy ban").SetNameFolded("uy ban").SetKind("PEOPLES_COMMITTEE").SetUnitID(u.ID).SetUnitPath(u.Path).Save(ctx)
		if err != nil {
			return err
		}
		c, err := tx.Conference.Create().SetUnitID(u.ID).SetUnitPath(u.Path).SetKind("DIALOGUE").SetTitle("Đối thoại").SetStartsAt(tx.Now).
			SetEndsAt(tx.Now.Add(time.Hour)).SetModeration("AFTER_PUBLICATION").SetStatus("CONCLUDED").Save(ctx)
		if err != nil {
			return err
		}
		p, err := tx.Commitment.Create().SetConferenceID(c.ID).SetUnitID(u.ID).SetUnitPath(u.Path).SetText("Sửa đường.").SetResponsibleID(o.ID).
			SetDueOn("2026-03-31").SetStatus("OPEN").Save(ctx)
		if err != nil {
			return err
		}
		if line, err = tx.CommitmentEntry.Create().SetCommitmentID(p.ID).SetSequence(1).SetKind(commitmententry.KindRECORDED).SetDueOn("2026-03-31").
			SetAt(tx.Now).SetBy(commitmententry.ByADMIN).SetHash(make([]byte, 32)).Save(ctx); err != nil {
			return err
		}
		version, err = tx.Conclusion.Create().SetConferenceID(c.ID).SetVersion(1).SetBody("Kết luận.").SetPublishedAt(tx.Now).SetAttended(0).
			SetOrganisations(0).SetReceived(0).SetAnsweredThere(0).SetAnsweredLater(0).SetOpen(0).Save(ctx)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return line, version
}

func TestLedgersAndVersionsAreAddedToAndNeverChanged(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store, clock *storetest.Clock) {
		line, version := recorded(t, s)
		clock.Advance(time.Hour)
		for name, rewrite := range map[string]func(context.Context, *store.Tx) error{
			"a line changed": func(ctx context.Context, tx *store.Tx) error {
				return tx.CommitmentEntry.UpdateOneID(line.ID).Exec(ctx)
			},
			"lines changed": func(ctx context.Context, tx *store.Tx) error { return tx.CommitmentEntry.Update().Exec(ctx) },
			"a line removed": func(ctx context.Context, tx *store.Tx) error {
				return tx.CommitmentEntry.DeleteOneID(line.ID).Exec(ctx)
			},
			"lines removed": func(ctx context.Context, tx *store.Tx) error {
				_, err := tx.CommitmentEntry.Delete().Exec(ctx)
				return err
			},
			"a version changed":  func(ctx context.Context, tx *store.Tx) error { return tx.Conclusion.UpdateOneID(version.ID).Exec(ctx) },
			"versions changed":   func(ctx context.Context, tx *store.Tx) error { return tx.Conclusion.Update().Exec(ctx) },
			"a version removed":  func(ctx context.Context, tx *store.Tx) error { return tx.Conclusion.DeleteOneID(version.ID).Exec(ctx) },
			"versions removed":   func(ctx context.Context, tx *store.Tx) error { _, err := tx.Conclusion.Delete().Exec(ctx); return err },
			"the sight of a row": func(ctx context.Context, tx *store.Tx) error { return tx.Conclusion.UpdateOne(version).Exec(ctx) },
		} {
			if err := store.Do(system, s, rewrite); err == nil || !strings.Contains(err.Error(), "never changed") {
				t.Errorf("%s gave %v", name, err)
			}
		}
		lines := s.Reader(system).CommitmentEntry.Query().Where(commitmententry.UpdatedAt(line.UpdatedAt)).CountX(system)
		versions := s.Reader(system).Conclusion.Query().Where(conclusion.UpdatedAt(version.UpdatedAt)).CountX(system)
		if lines != 1 || versions != 1 {
			t.Errorf("%d lines and %d versions are as they were", lines, versions)
		}
	})
}

package commitment_test

import (
	"context"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"gandan/ent"
	entcommitment "gandan/ent/commitment"
	"gandan/ent/gid"
	"gandan/internal/commitment"
	"gandan/internal/fault"
)

var update = flag.Bool("update", false, "write the golden files")

func TestTheLifeIsAsDrawn(t *testing.T) {
	file, got := filepath.Join("testdata", "commitment.matrix.txt"), commitment.Life().Matrix(statuses())
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if want, err := os.ReadFile(file); err != nil || got != string(want) {
		t.Errorf("%s differs (%v):\n%s", file, err, got)
	}
}

// in brings a promise into the state by the verbs.
func (w *world) in(t *testing.T, status entcommitment.Status) *ent.Commitment {
	t.Helper()
	switch status {
	case entcommitment.StatusOPEN:
		return w.promise(t)
	case entcommitment.StatusCOMPLETED:
		return w.completed(t)
	case entcommitment.StatusDISPUTED:
		return must[*ent.Commitment](t)(w.Dispute(w.citizen, w.no(w.completed(t))))
	default:
		return must[*ent.Commitment](t)(w.Confirm(w.citizen, w.yes(w.completed(t))))
	}
}

// deed is a verb, who may do it, and from where it leads where.
type deed struct {
	by   context.Context
	from []entcommitment.Status
	to   entcommitment.Status
	do   func(ctx context.Context, c *ent.Commitment) (*ent.Commitment, error)
}

func (w *world) deeds() map[string]deed {
	type from = []entcommitment.Status
	open, completed, disputed, kept := entcommitment.StatusOPEN, entcommitment.StatusCOMPLETED, entcommitment.StatusDISPUTED, entcommitment.StatusKEPT
	return map[string]deed{
		"extend": {w.admin, from{open}, open, func(ctx context.Context, c *ent.Commitment) (*ent.Commitment, error) {
			return w.Extend(ctx, w.later(c, "2026-05-15"))
		}},
		"complete": {w.admin, from{open, disputed}, completed, func(ctx context.Context, c *ent.Commitment) (*ent.Commitment, error) {
			return w.Complete(ctx, w.evidence(c))
		}},
		"confirm": {w.citizen, from{completed}, kept, func(ctx context.Context, c *ent.Commitment) (*ent.Commitment, error) {
			return w.Confirm(ctx, w.yes(c))
		}},
		"dispute": {w.citizen, from{completed}, disputed, func(ctx context.Context, c *ent.Commitment) (*ent.Commitment, error) {
			return w.Dispute(ctx, w.no(c))
		}},
	}
}

func TestAVerbLeavesOnlyTheStatesItMay(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		for name, d := range w.deeds() {
			for _, status := range statuses() {
				c := w.in(t, status)
				before := w.history(t, c)
				moved, err := d.do(d.by, c)
				if slices.Contains(d.from, status) {
					if err != nil || moved.Status != d.to || moved.EntryCount != c.EntryCount+1 {
						t.Errorf("%s in %s gave %v, %v", name, status, moved, err)
					}
					continue
				}
				key := fault.Key("WRONG_STATE")
				if status == entcommitment.StatusKEPT && d.by == w.citizen {
					key = "COMMITMENT_KEPT"
				}
				wantFault(t, err, fault.Conflict, key)
				if now := w.now(t, c); now.Status != status || w.history(t, c) != before {
					t.Errorf("%s refused in %s left a trace", name, status)
				}
			}
		}
		w.wantWhole(t)
	})
}

func TestOnlyAdminsOfTheUnitUpdateAndOnlyTheAskerReviews(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		for name, d := range w.deeds() {
			c := w.in(t, d.from[0])
			key := fault.Key("FORBIDDEN")
			others := map[string]context.Context{"the asker": w.citizen}
			if d.by == w.citizen {
				key, others = "NOT_THE_ASKER", map[string]context.Context{"the admin": w.admin, "the admin of the city": w.cityAdmin}
			}
			others["another ward's admin"], others["a neighbour"], others["a visitor"] = w.otherWardAdmin, w.neighbour, w.visitor
			for who, ctx := range others {
				t.Run(name+" by "+who, func(t *testing.T) {
					_, err := d.do(ctx, c)
					wantFault(t, err, fault.Forbidden, key)
				})
			}
			if now := w.now(t, c); now.EntryCount != c.EntryCount || now.Status != c.Status {
				t.Errorf("%s refused left a trace", name)
			}
			if d.by == w.admin {
				must[*ent.Commitment](t)(d.do(w.cityAdmin, c))
			}
			for _, id := range []gid.ID{gid.Zero, w.ward.ID} {
				if _, err := d.do(d.by, &ent.Commitment{ID: id}); !fault.Is(err, fault.NotFound) {
					t.Errorf("%s of nothing gave %v", name, err)
				}
			}
		}
	})
}

func TestAPromiseFromNoQuestionIsReviewedByNobody(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		p := must[*ent.Commitment](t)(w.Record(w.admin, w.input(w.announced(t, w.ward))))
		must[*ent.Commitment](t)(w.Complete(w.admin, w.evidence(p)))
		for _, who := range []context.Context{w.citizen, w.admin, w.visitor} {
			_, err := w.Confirm(who, w.yes(p))
			wantFault(t, err, fault.Forbidden, "NOT_THE_ASKER")
		}
	})
}

func TestWhatADeedNeedsIsNamed(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.promise(t)
		for key, in := range map[fault.Key]commitment.ExtendCommitmentInput{
			"REASON_REQUIRED": {ID: c.ID, DueOn: "2026-05-15", Reason: "  "},
			"TOO_LONG":        {ID: c.ID, DueOn: "2026-05-15", Reason: strings.Repeat("a", 501)},
			"DUE_NOT_LATER":   {ID: c.ID, DueOn: "2026-03-31", Reason: "Mưa kéo dài."},
			"DUE_ONE_OF":      {ID: c.ID, Reason: "Mưa kéo dài."},
			"DUE_IN_PAST":     {ID: c.ID, DueOn: "2026-03-01", Reason: "Mưa kéo dài."},
			"BAD_DATE":        {ID: c.ID, DueOn: "2026-02-30", Reason: "Mưa kéo dài."},
		} {
			_, err := w.Extend(w.admin, in)
			wantFault(t, err, fault.BadUserInput, key)
		}
		_, err := w.Extend(w.admin, commitment.ExtendCommitmentInput{ID: c.ID, DueInWorkingDays: ptr(2), Reason: "Mưa kéo dài."})
		wantFault(t, err, fault.BadUserInput, "DUE_NOT_LATER", "input.dueInWorkingDays")
		w.clock.Set(at(t, "2026-04-10T02:00:00Z"))
		_, err = w.Extend(w.admin, w.later(c, "2026-04-09")) // later than the last day, and gone
		wantFault(t, err, fault.BadUserInput, "DUE_IN_PAST", "input.dueOn")
		for words, key := range map[string]fault.Key{"Đã xong.": "TOO_SHORT", strings.Repeat("a", 2001): "TOO_LONG"} {
			_, err := w.Complete(w.admin, commitment.CompleteCommitmentInput{ID: c.ID, Evidence: words})
			wantFault(t, err, fault.BadUserInput, key, "input.evidence")
		}
		must[*ent.Commitment](t)(w.Complete(w.admin, w.evidence(c)))
		for words, key := range map[string]fault.Key{"Chưa.": "TOO_SHORT", strings.Repeat("a", 501): "TOO_LONG"} {
			_, err := w.Dispute(w.citizen, commitment.DisputeCommitmentInput{ID: c.ID, Reason: words})
			wantFault(t, err, fault.BadUserInput, key, "input.reason")
		}
		if got := w.history(t, c); got != "1 RECORDED ADMIN 2026-03-31, 2 COMPLETED ADMIN 2026-03-31" {
			t.Errorf("the ledger is %s", got)
		}
	})
}

func TestTheWholeLifeWithItsLedgerAndItsFacts(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.promise(t)
		must[*ent.Commitment](t)(w.Extend(w.admin, commitment.ExtendCommitmentInput{ID: c.ID, DueInWorkingDays: ptr(30), Reason: "Mưa kéo dài."}))
		must[*ent.Commitment](t)(w.Complete(w.admin, w.evidence(c)))
		w.clock.Advance(24 * time.Hour)
		disputed := must[*ent.Commitment](t)(w.Dispute(w.citizen, w.no(c)))
		if disputed.ConfirmUntil != nil || disputed.KeptAt != nil {
			t.Errorf("disputed it is %v", disputed)
		}
		again := must[*ent.Commitment](t)(w.Complete(w.admin, commitment.CompleteCommitmentInput{ID: c.ID, Evidence: "Đã vá đoạn cuối."}))
		if *again.Evidence != "Đã vá đoạn cuối." || *again.ConfirmUntil != "2026-03-18" || again.Extensions != 1 {
			t.Errorf("completed again it is %v", again)
		}
		kept := must[*ent.Commitment](t)(w.Confirm(w.citizen, w.yes(c)))
		if !kept.KeptAt.Equal(w.clock.Now()) {
			t.Errorf("kept it is %v", kept)
		}
		want := "1 RECORDED ADMIN 2026-03-31, 2 EXTENDED ADMIN 2026-04-13, 3 COMPLETED ADMIN 2026-04-13, 4 DISPUTED CITIZEN 2026-04-13, " +
			"5 COMPLETED ADMIN 2026-04-13, 6 CONFIRMED CITIZEN 2026-04-13"
		if got := w.history(t, c); got != want {
			t.Errorf("the ledger is %s\nwant %s", got, want)
		}
		var told []string
		for _, e := range w.facts(t, c) {
			told = append(told, e.Name)
			if e.ActorID != nil && *e.ActorID == actorOf(w.citizen).ID {
				t.Errorf("%s names the asker", e.Name)
			}
			for name, value := range e.Data {
				if value == actorOf(w.citizen).ID.String() {
					t.Errorf("%s names the asker as %s", e.Name, name)
				}
			}
		}
		if got := strings.Join(told, " "); got != "conference.commitment_recorded commitment.extended commitment.completed commitment.disputed commitment.completed commitment.confirmed" {
			t.Errorf("told %s", got)
		}
		w.wantWhole(t)
	})
}

func TestWhatOneMayDoIsSaidWithTheReasonWhyNot(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		say := func(who context.Context, c *ent.Commitment) string {
			var list []string
			for _, p := range w.Actions(who, c) {
				switch {
				case p.Allowed:
					list = append(list, strings.TrimSuffix(p.Name, "Commitment"))
				default:
					list = append(list, strings.TrimSuffix(p.Name, "Commitment")+" "+*p.Reason)
				}
			}
			return strings.Join(list, ", ")
		}
		open, completed, late := w.promise(t), w.completed(t), w.completed(t)
		w.clock.Set(at(t, "2026-03-17T16:59:59Z"))
		for _, x := range []struct {
			who  context.Context
			c    *ent.Commitment
			want string
		}{
			{w.visitor, open, ""},
			{w.admin, open, "extend, complete, confirm NOT_THE_ASKER, dispute NOT_THE_ASKER"},
			{w.citizen, open, "extend FORBIDDEN, complete FORBIDDEN, confirm WRONG_STATE, dispute WRONG_STATE"},
			{w.citizen, completed, "extend FORBIDDEN, complete FORBIDDEN, confirm, dispute"},
			{w.neighbour, completed, "extend FORBIDDEN, complete FORBIDDEN, confirm NOT_THE_ASKER, dispute NOT_THE_ASKER"},
		} {
			if got := say(x.who, x.c); got != x.want {
				t.Errorf("%s\nwant %s", got, x.want)
			}
		}
		w.clock.Advance(time.Second)
		if got := say(w.citizen, late); got != "extend FORBIDDEN, complete FORBIDDEN, confirm COMMITMENT_KEPT, dispute COMMITMENT_KEPT" {
			t.Errorf("too late it is %s", got)
		}
		if w.Actions(w.visitor, open) == nil {
			t.Error("a visitor gets an empty list")
		}
	})
}

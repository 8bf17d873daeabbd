package conference_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"gandan/ent"
	entconference "gandan/ent/conference"
	"gandan/ent/gid"
	"gandan/ent/proposal"
	"gandan/internal/conference"
	"gandan/internal/fault"
	"gandan/internal/page"
	"gandan/internal/store"
	"gandan/internal/store/storetest"
)

func (w *world) proposed(t *testing.T) *ent.Proposal {
	t.Helper()
	return must[*ent.Proposal](t)(w.Propose(w.admin, conference.ProposeConferenceInput{
		UnitID: w.ward.ID, ProposedByID: w.wardCommittee.ID, Kind: entconference.KindDIALOGUE, Title: "Đối thoại về chợ",
		Reason: "Nhiều người dân hỏi về việc dời chợ.",
	}))
}

func (w *world) accepting(p *ent.Proposal) conference.AcceptProposalInput {
	return conference.AcceptProposalInput{
		ID: p.ID, StartsAt: w.clock.Now().Add(8 * 24 * time.Hour), EndsAt: w.clock.Now().Add(8*24*time.Hour + time.Hour),
		Moderation: entconference.ModerationAFTER_PUBLICATION,
	}
}

func TestTheLifeOfAProposalIsAsDrawn(t *testing.T) {
	golden(t, "proposal.matrix.txt", conference.ProposalLife().Matrix([]proposal.Status{
		proposal.StatusSUBMITTED, proposal.StatusACCEPTED, proposal.StatusREFUSED, proposal.StatusWITHDRAWN,
	}))
}

func TestAnAcceptedProposalHasItsDraftOrNothingHasChanged(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		p := w.proposed(t)
		in := w.accepting(p)
		in.HostID = &w.otherWardCommittee.ID
		_, err := w.Accept(w.cityAdmin, in)
		wantFault(t, err, fault.BadUserInput, "ORGANISATION_ELSEWHERE", "input.hostId")
		if n := must[int](t)(w.store.Reader(w.system).Conference.Query().Count(w.system)); n != 0 {
			t.Errorf("%d conferences are left behind", n)
		}
		in.HostID = &w.wardCommittee.ID
		p = must[*ent.Proposal](t)(w.Accept(w.cityAdmin, in))
		c := must[*ent.Conference](t)(w.OutcomeOf(w.admin, p))
		if p.Status != proposal.StatusACCEPTED || !p.Listed || c.Status != entconference.StatusDRAFT || c.Title != p.Title || c.UnitID != p.UnitID {
			t.Errorf("%v\n%v", p, c)
		}
		if c, err := w.OutcomeOf(w.visitor, p); c != nil || err != nil {
			t.Errorf("the public reads the draft %v (%v)", c, err)
		}
	})
}

func TestOfManyWhoDecideOneDoes(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		p := w.proposed(t)
		var all sync.WaitGroup
		var decided atomic.Int32
		try := func(err error) {
			if err == nil {
				decided.Add(1)
			} else if !fault.Is(err, fault.Conflict) {
				t.Error(err)
			}
		}
		for range 4 {
			all.Go(func() { _, err := w.Accept(w.cityAdmin, w.accepting(p)); try(err) })
			all.Go(func() {
				_, err := w.Refuse(w.cityAdmin, conference.RefuseProposalInput{ID: p.ID, Reason: "Không"})
				try(err)
			})
			all.Go(func() { _, err := w.Withdraw(w.admin, conference.WithdrawProposalInput{ID: p.ID}); try(err) })
		}
		all.Wait()
		now := must[*ent.Proposal](t)(w.store.Reader(w.system).Proposal.Get(w.system, p.ID))
		n := must[int](t)(w.store.Reader(w.system).Conference.Query().Count(w.system))
		if decided.Load() != 1 || (now.Status == proposal.StatusACCEPTED) != (n == 1) || len(w.events(t, p.ID)) != 2 {
			t.Errorf("%d decided, it is %s with %d conferences and %s", decided.Load(), now.Status, n, names(w.events(t, p.ID)))
		}
	})
}

func TestNobodyDecidesOnTheirOwnProposalAndNobodyElseTakesItBack(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		p := w.proposed(t)
		_, err := w.Accept(w.admin, w.accepting(p))
		wantFault(t, err, fault.Forbidden, "OWN_PROPOSAL")
		_, err = w.Refuse(w.admin, conference.RefuseProposalInput{ID: p.ID, Reason: "Không"})
		wantFault(t, err, fault.Forbidden, "OWN_PROPOSAL")
		_, err = w.Withdraw(w.cityAdmin, conference.WithdrawProposalInput{ID: p.ID})
		wantFault(t, err, fault.Forbidden, "NOT_YOUR_PROPOSAL")
		for who, ctx := range map[string]context.Context{"the admin of another ward": w.otherWardAdmin, "a citizen": w.citizen, "a visitor": w.visitor} {
			if _, err := w.Refuse(ctx, conference.RefuseProposalInput{ID: p.ID, Reason: "Không"}); !fault.Is(err, fault.NotFound) {
				t.Errorf("%s: %v", who, err)
			}
			if _, err := w.Proposal(ctx, p.ID); !fault.Is(err, fault.NotFound) {
				t.Errorf("%s reads it: %v", who, err)
			}
		}
		must[*ent.Proposal](t)(w.Refuse(w.cityAdmin, conference.RefuseProposalInput{ID: p.ID, Reason: "Đã có lịch"}))
		if got := must[*ent.Proposal](t)(w.Proposal(w.visitor, p.ID)); *got.DecisionReason != "Đã có lịch" {
			t.Errorf("the public reads %v", got)
		}
		_, err = w.Refuse(w.otherWardAdmin, conference.RefuseProposalInput{ID: p.ID, Reason: "Không"})
		wantFault(t, err, fault.Forbidden, "FORBIDDEN")
	})
}

func TestADutyIsWhatTheUnitsRuleAsksAndWhatWasHeld(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		duty := func(u *ent.Unit, year, held, required int, met bool) {
			t.Helper()
			got := must[*conference.DialogueDuty](t)(w.Duty(w.visitor, u.ID, year))
			if got.Held != held || got.Required != required || got.Met != met || got.Unit.ID != u.ID {
				t.Errorf("%d: %+v, want %d of %d", year, got, held, required)
			}
		}
		duty(w.ward, 2026, 0, 1, false)
		w.in(t, entconference.StatusENDED)
		duty(w.ward, 2026, 1, 1, true)
		w.rules["dialogue.minPerYear"] = 2
		duty(w.ward, 2026, 1, 2, false)
		w.in(t, entconference.StatusCONCLUDED)
		duty(w.ward, 2026, 2, 2, true)
		for _, status := range []entconference.Status{entconference.StatusLIVE, entconference.StatusANNOUNCED, entconference.StatusCANCELLED, entconference.StatusDRAFT} {
			w.in(t, status)
		}
		duty(w.ward, 2026, 2, 2, true)
		duty(w.ward, 2027, 0, 2, false)
		duty(w.city, 2026, 0, 0, true)
		duty(w.otherWard, 2026, 0, 2, false)
		for _, year := range []int{1999, 2101, -1} {
			_, err := w.Duty(w.visitor, w.ward.ID, year)
			wantFault(t, err, fault.BadUserInput, "BAD_YEAR", "year")
		}
	})
}

func TestADialogueCountsInTheLocalYearOfItsStart(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		w.clock.Set(time.Date(2026, 12, 20, 0, 0, 0, 0, time.UTC))
		for _, start := range []time.Time{time.Date(2026, 12, 31, 16, 59, 0, 0, time.UTC), time.Date(2026, 12, 31, 17, 0, 0, 0, time.UTC)} {
			c := w.announced(t, func(in *conference.CreateConferenceInput) { in.StartsAt, in.EndsAt = start, start.Add(time.Hour) })
			must[*ent.Conference](t)(w.Start(w.admin, conference.StartConferenceInput{ID: c.ID}))
			must[*ent.Conference](t)(w.End(w.admin, conference.EndConferenceInput{ID: c.ID}))
		}
		for _, year := range []int{2026, 2027} {
			if got := must[*conference.DialogueDuty](t)(w.Duty(w.visitor, w.ward.ID, year)); got.Held != 1 {
				t.Errorf("%d: %+v", year, got)
			}
		}
	})
}

// TestProposalsAndDutiesAreReadByAnIndex looks at the plans among six hundred proposals and conferences of two wards.
func TestProposalsAndDutiesAreReadByAnIndex(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		for _, u := range []*ent.Unit{w.ward, w.otherWard, w.ward, w.otherWard} {
			w.many(t, u, 150)
		}
		status := proposal.StatusREFUSED
		firstPage := must[*page.Connection[*ent.Proposal]](t)(w.Proposals(w.visitor, w.ward.ID, nil, first(100)))
		for name, read := range map[string]func(ctx context.Context) error{
			"the public": func(ctx context.Context) error { return readPage(w.Proposals(ctx, w.ward.ID, nil, first(20))) },
			"of a state": func(ctx context.Context) error { return readPage(w.Proposals(ctx, w.ward.ID, &status, first(20))) },
			"behind a cursor": func(ctx context.Context) error {
				return readPage(w.Proposals(ctx, w.ward.ID, nil, page.Args{First: ptr(20), After: firstPage.PageInfo.EndCursor}))
			},
			"a duty": func(ctx context.Context) error { _, err := w.Duty(ctx, w.ward.ID, 2026); return err },
		} {
			for _, who := range []context.Context{w.visitor, w.admin} {
				ctx := store.TraceStatements(who, func(query string, args []any) {
					plan := storetest.Explain(t, w.store, query, args)
					if !strings.Contains(plan, "proposal_") && !strings.Contains(plan, "conference_") || strings.Contains(plan, "SCAN") ||
						strings.Contains(plan, "TEMP B-TREE") || strings.Contains(plan, "filesort") {
						t.Errorf("%s: %s\n%s", name, query, plan)
					}
				})
				if err := read(ctx); err != nil {
					t.Errorf("%s: %v", name, err)
				}
			}
		}
	})
}

func readPage(c *page.Connection[*ent.Proposal], err error) error {
	if err == nil && len(c.Nodes) != 20 {
		err = fmt.Errorf("%d proposals", len(c.Nodes))
	}
	return err
}

// many makes proposals that were refused and dialogues that have ended, a second apart.
func (w *world) many(t *testing.T, u *ent.Unit, n int) {
	t.Helper()
	write(t, w, func(ctx context.Context, tx *store.Tx) (struct{}, error) {
		proposals, conferences := make([]*ent.ProposalCreate, n), make([]*ent.ConferenceCreate, n)
		for i := range n {
			w.clock.Advance(time.Second)
			tx.Now = w.clock.Now()
			proposals[i] = tx.Proposal.Create().SetUnitID(u.ID).SetUnitPath(u.Path).SetProposedByID(w.cityCommittee.ID).SetKind(proposal.KindDIALOGUE).
				SetTitle("Đối thoại").SetReason("…").SetStatus(proposal.StatusREFUSED).SetListed(true).SetCreatedAt(tx.Now)
			conferences[i] = tx.Conference.Create().SetUnitID(u.ID).SetUnitPath(u.Path).SetKind(entconference.KindDIALOGUE).SetTitle("Đối thoại").
				SetStartsAt(tx.Now).SetEndsAt(tx.Now).SetModeration(entconference.ModerationAFTER_PUBLICATION).
				SetStatus(entconference.StatusENDED).SetListed(true)
		}
		if err := tx.Proposal.CreateBulk(proposals...).Exec(ctx); err != nil {
			return struct{}{}, err
		}
		return struct{}{}, tx.Conference.CreateBulk(conferences...).Exec(ctx)
	})
}

func TestAProposalThatIsNotThereIsNotFound(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		for _, id := range []gid.ID{gid.Zero, w.ward.ID} {
			_, err := w.Refuse(w.admin, conference.RefuseProposalInput{ID: id, Reason: "Không"})
			wantFault(t, err, fault.NotFound, "NOT_FOUND")
		}
		_, err := w.Proposals(w.visitor, w.wardCommittee.ID, nil, page.Args{})
		wantFault(t, err, fault.BadUserInput, "WRONG_ID_KIND", "unitId")
	})
}

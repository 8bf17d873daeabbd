package criticism_test

import (
	"context"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"gandan/ent"
	"gandan/ent/draft"
	"gandan/ent/gid"
	"gandan/ent/opinion"
	"gandan/internal/criticism"
	"gandan/internal/fault"
)

var update = flag.Bool("update", false, "write the golden files")

func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil || got != string(want) {
		t.Errorf("%s differs (%v):\n%s", file, err, got)
	}
}

func TestTheLivesAreAsDrawn(t *testing.T) {
	life, opinions := criticism.Life(), criticism.OpinionLife()
	golden(t, "draft.matrix.txt", life.Matrix(statuses()))
	golden(t, "opinion.matrix.txt", opinions.Matrix([]opinion.Status{opinion.StatusRECEIVED, opinion.StatusANSWERED, opinion.StatusHIDDEN}))
}

func statuses() []draft.Status {
	return []draft.Status{
		draft.StatusPREPARED, draft.StatusOPEN, draft.StatusCLOSED, draft.StatusDOCUMENTED, draft.StatusANSWERED, draft.StatusWITHDRAWN,
	}
}

// deed is a verb of the organiser, and from where it leads where; empty is nowhere.
type deed struct {
	from []draft.Status
	to   draft.Status
	do   func(ctx context.Context, id gid.ID) (*ent.Draft, error)
}

func (w *world) deeds() map[string]deed {
	type from = []draft.Status
	return map[string]deed{
		"publish": {from{draft.StatusPREPARED, draft.StatusOPEN, draft.StatusCLOSED, draft.StatusDOCUMENTED}, "", func(ctx context.Context, id gid.ID) (*ent.Draft, error) {
			return w.PublishVersion(ctx, text(&ent.Draft{ID: id}, "Lời mới."))
		}},
		"open": {from{draft.StatusPREPARED}, draft.StatusOPEN, func(ctx context.Context, id gid.ID) (*ent.Draft, error) {
			return w.Open(ctx, criticism.OpenDraftInput{ID: id, OpinionsUntil: "2026-03-31"})
		}},
		"close": {from{draft.StatusOPEN}, draft.StatusCLOSED, func(ctx context.Context, id gid.ID) (*ent.Draft, error) {
			return w.Close(ctx, criticism.CloseDraftInput{ID: id})
		}},
		"issue": {from{draft.StatusCLOSED, draft.StatusDOCUMENTED}, draft.StatusDOCUMENTED, func(ctx context.Context, id gid.ID) (*ent.Draft, error) {
			return w.IssueDocument(ctx, criticism.IssueCriticismDocumentInput{DraftID: id, Body: "Văn bản phản biện."})
		}},
		"finish": {from{draft.StatusDOCUMENTED}, draft.StatusANSWERED, func(ctx context.Context, id gid.ID) (*ent.Draft, error) {
			return w.Finish(ctx, criticism.FinishAnswersInput{DraftID: id})
		}},
		"withdraw": {from{draft.StatusPREPARED, draft.StatusOPEN, draft.StatusCLOSED, draft.StatusDOCUMENTED}, draft.StatusWITHDRAWN, func(ctx context.Context, id gid.ID) (*ent.Draft, error) {
			return w.Withdraw(ctx, criticism.WithdrawDraftInput{ID: id, Reason: "Thôi"})
		}},
	}
}

func TestAVerbLeavesOnlyTheStatesItMay(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		for name, d := range w.deeds() {
			for _, status := range statuses() {
				before := w.in(status)
				moved, err := d.do(w.admin, before.ID)
				if slices.Contains(d.from, status) {
					to := d.to
					if to == "" {
						to = status
					}
					if err != nil || moved.Status != to {
						t.Errorf("%s in %s gave %v, %v", name, status, moved, err)
					}
					continue
				}
				wantFault(t, err, fault.Conflict, "DRAFT_WRONG_STATE")
				now := must(w.store.Reader(w.system).Draft.Get(w.system, before.ID))(t)
				if now.Status != status || now.Version != before.Version || now.Documents != before.Documents {
					t.Errorf("%s refused in %s left a trace", name, status)
				}
			}
		}
	})
}

func TestOnlyAdminsOfTheUnitOrAboveRunADraft(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		for name, d := range w.deeds() {
			c := w.in(d.from[0])
			for who, ctx := range map[string]context.Context{"the admin of another ward": w.otherAdmin, "a citizen": w.citizen, "a visitor": w.visitor} {
				_, err := d.do(ctx, c.ID)
				want := fault.Forbidden
				if !c.Listed {
					want = fault.NotFound // a prepared draft is not there for them
				}
				if !fault.Is(err, want) {
					t.Errorf("%s by %s gave %v, want %s", name, who, err, want)
				}
			}
			if _, err := d.do(w.cityAdmin, c.ID); err != nil {
				t.Errorf("%s by the admin of the city gave %v", name, err)
			}
		}
	})
}

func TestADraftClosesByItselfAtTheEndOfItsLastDay(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		d := w.opened()
		w.clock.Set(time.Date(2026, 3, 4, 16, 59, 59, 0, time.UTC)) // a second before midnight in Hà Nội
		if _, err := w.Give(w.citizen, saying(d, nil)); err != nil || w.Status(d) != draft.StatusOPEN || w.ClosedAt(d) != nil {
			t.Errorf("on its last day it is %s, %v", w.Status(d), err)
		}
		w.clock.Advance(time.Second)
		_, err := w.Give(w.citizen, saying(d, nil))
		wantFault(t, err, fault.Conflict, "OPINIONS_CLOSED")
		if w.Status(d) != draft.StatusCLOSED {
			t.Errorf("after its last day it is %s", w.Status(d))
		}
		issued := must(w.IssueDocument(w.admin, criticism.IssueCriticismDocumentInput{DraftID: d.ID, Body: "Văn bản phản biện."}))(t)
		if issued.ClosedAt == nil || !issued.ClosedAt.Equal(w.clock.Now()) || issued.Status != draft.StatusDOCUMENTED {
			t.Errorf("the document left it %v", issued)
		}
	})
}

func TestEarlierVersionsStayAsTheyWere(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		d := w.opened()
		old := w.clauses(d)
		o := must(w.Give(w.citizen, saying(d, &old[1].ID)))(t)
		d = must(w.PublishVersion(w.admin, text(d, "Chợ họp từ 6 giờ.")))(t)
		versions := must(w.Versions(w.visitor, d, first(5)))(t)
		if n := must(versions.TotalCount(w.visitor))(t); n != 2 || versions.Nodes[0].Number != 2 {
			t.Errorf("%d versions, the first of them %v", n, versions.Nodes[0])
		}
		oldest := must(w.Clauses(w.visitor, versions.Nodes[1], first(5)))(t)
		if n := must(oldest.TotalCount(w.visitor))(t); n != 2 || oldest.Nodes[0].Body != "Chợ họp từ 5 giờ." {
			t.Errorf("the first version reads %v", oldest.Nodes)
		}
		if on := must(w.ClauseOf(w.visitor, o))(t); on.VersionNumber != 1 || on.Received != 1 {
			t.Errorf("the opinion stands on %v", on)
		}
		changed, gone, here := must(w.Later(w.visitor, old[0]))(t), must(w.Later(w.visitor, old[1]))(t), must(w.Later(w.visitor, w.clauses(d)[0]))(t)
		if changed.Change != criticism.Changed || changed.Clause.VersionNumber != 2 || gone.Change != criticism.Removed || gone.Clause != nil || here != nil {
			t.Errorf("later they are %v, %v, %v", changed, gone, here)
		}
		if late := must(w.Give(w.neighbour, saying(d, &old[0].ID)))(t); *late.ClauseID != old[0].ID {
			t.Error("an opinion on an earlier version stays there")
		}
		w.recount(t, d.ID)
	})
}

package conference_test

import (
	"context"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"testing"

	"gandan/ent"
	entconference "gandan/ent/conference"
	"gandan/ent/gid"
	"gandan/ent/question"
	"gandan/internal/conference"
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
	life, questions := conference.Life(), conference.QuestionLife()
	golden(t, "conference.matrix.txt", life.Matrix(statuses()))
	golden(t, "question.matrix.txt", questions.Matrix([]question.Status{
		question.StatusPENDING, question.StatusPUBLISHED, question.StatusANSWERED, question.StatusHIDDEN, question.StatusMERGED,
	}))
	golden(t, "stage.matrix.txt", conference.StageLife().Matrix([]question.Stage{
		question.StageNONE, question.StageNEXT, question.StageNOW, question.StageLATER, question.StageDONE,
	}))
}

func statuses() []entconference.Status {
	return []entconference.Status{
		entconference.StatusDRAFT, entconference.StatusANNOUNCED, entconference.StatusLIVE,
		entconference.StatusENDED, entconference.StatusCONCLUDED, entconference.StatusCANCELLED,
	}
}

// in brings a conference into the state by the verbs.
func (w *world) in(t *testing.T, status entconference.Status) *ent.Conference {
	t.Helper()
	switch status {
	case entconference.StatusDRAFT:
		return w.draft(t)
	case entconference.StatusANNOUNCED:
		return w.announced(t)
	case entconference.StatusLIVE:
		return w.live(t)
	case entconference.StatusENDED:
		return w.ended(t)
	case entconference.StatusCONCLUDED:
		return must[*ent.Conference](t)(w.Conclude(w.admin, conclusion(w.ended(t))))
	default:
		return must[*ent.Conference](t)(w.Cancel(w.admin, conference.CancelConferenceInput{ID: w.announced(t).ID, Reason: "Bão"}))
	}
}

func conclusion(c *ent.Conference) conference.PublishConclusionInput {
	return conference.PublishConclusionInput{ID: c.ID, Body: "Phường sẽ sửa đường."}
}

// deed is a verb of the chair, and from where it leads where.
type deed struct {
	from []entconference.Status
	to   entconference.Status
	do   func(ctx context.Context, id gid.ID) (*ent.Conference, error)
}

func (w *world) deeds() map[string]deed {
	type from = []entconference.Status
	return map[string]deed{
		"announce": {from{entconference.StatusDRAFT}, entconference.StatusANNOUNCED, func(ctx context.Context, id gid.ID) (*ent.Conference, error) {
			return w.Announce(ctx, conference.AnnounceConferenceInput{ID: id})
		}},
		"start": {from{entconference.StatusANNOUNCED}, entconference.StatusLIVE, func(ctx context.Context, id gid.ID) (*ent.Conference, error) {
			return w.Start(ctx, conference.StartConferenceInput{ID: id})
		}},
		"end": {from{entconference.StatusLIVE}, entconference.StatusENDED, func(ctx context.Context, id gid.ID) (*ent.Conference, error) {
			return w.End(ctx, conference.EndConferenceInput{ID: id})
		}},
		"cancel": {from{entconference.StatusDRAFT, entconference.StatusANNOUNCED}, entconference.StatusCANCELLED, func(ctx context.Context, id gid.ID) (*ent.Conference, error) {
			return w.Cancel(ctx, conference.CancelConferenceInput{ID: id, Reason: "Bão"})
		}},
		"conclude": {from{entconference.StatusENDED}, entconference.StatusCONCLUDED, func(ctx context.Context, id gid.ID) (*ent.Conference, error) {
			return w.Conclude(ctx, conference.PublishConclusionInput{ID: id, Body: "Phường sẽ sửa đường."})
		}},
	}
}

func TestAVerbLeavesOnlyTheStatesItMay(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		for name, d := range w.deeds() {
			for _, status := range statuses() {
				c := w.in(t, status)
				before := w.activity(t, c.ID)
				moved, err := d.do(w.admin, c.ID)
				if slices.Contains(d.from, status) {
					if err != nil || moved.Status != d.to {
						t.Errorf("%s in %s gave %v, %v", name, status, moved, err)
					}
					continue
				}
				wantFault(t, err, fault.Conflict, "WRONG_STATE")
				if now := w.conferenceNow(t, c.ID); now.Status != status || !slices.Equal(w.activity(t, c.ID), before) {
					t.Errorf("%s refused in %s left a trace", name, status)
				}
			}
		}
	})
}

func TestOnlyAdminsOfTheUnitOrAboveRunAConference(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		for name, d := range w.deeds() {
			c := w.in(t, d.from[0])
			for who, ctx := range map[string]context.Context{
				"the admin of another ward": w.otherWardAdmin, "a citizen": w.citizen, "a visitor": w.visitor,
			} {
				_, err := d.do(ctx, c.ID)
				want := fault.Forbidden
				if !c.Listed {
					want = fault.NotFound // a draft is not there for them
				}
				if !fault.Is(err, want) {
					t.Errorf("%s by %s gave %v, want %s", name, who, err, want)
				}
			}
			if now := w.conferenceNow(t, c.ID); now.Status != c.Status || now.LastSequence != c.LastSequence {
				t.Errorf("%s refused left a trace", name)
			}
			if _, err := d.do(w.cityAdmin, c.ID); err != nil {
				t.Errorf("%s by the admin of the city gave %v", name, err)
			}
		}
	})
}

func TestAnUnknownConferenceIsNotFound(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		for name, d := range w.deeds() {
			for _, id := range []gid.ID{gid.Zero, w.ward.ID} {
				if _, err := d.do(w.admin, id); !fault.Is(err, fault.NotFound) {
					t.Errorf("%s gave %v", name, err)
				}
			}
		}
	})
}

func TestOfTwentyWhoStartAtOnceOneDoes(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.announced(t)
		var started, late atomic.Int32
		var all sync.WaitGroup
		for range 20 {
			all.Go(func() {
				_, err := w.Start(w.admin, conference.StartConferenceInput{ID: c.ID})
				switch {
				case err == nil:
					started.Add(1)
				case fault.Is(err, fault.Conflict):
					late.Add(1)
				default:
					t.Error(err)
				}
			})
		}
		all.Wait()
		if started.Load() != 1 || late.Load() != 19 {
			t.Errorf("%d started, %d were late", started.Load(), late.Load())
		}
		if got := w.activity(t, c.ID); len(got) != 2 {
			t.Errorf("told %q", got)
		}
	})
}

func TestACancelledDraftStaysUnseenAndACancelledAnnouncementDoesNot(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		draft, announced := w.draft(t), w.announced(t)
		for _, c := range []*ent.Conference{draft, announced} {
			off := must[*ent.Conference](t)(w.Cancel(w.admin, conference.CancelConferenceInput{ID: c.ID, Reason: " Bão số 3 "}))
			if off.Status != entconference.StatusCANCELLED || *off.CancelReason != "Bão số 3" || off.CancelledAt == nil {
				t.Errorf("cancelled it is %v", off)
			}
		}
		_, err := w.Conference(w.visitor, draft.ID)
		wantFault(t, err, fault.NotFound, "NOT_FOUND")
		if _, err := w.Conference(w.visitor, announced.ID); err != nil {
			t.Error(err)
		}
		if got := w.activity(t, draft.ID); got != nil {
			t.Errorf("of the draft was told %q", got)
		}
		_, err = w.Cancel(w.admin, conference.CancelConferenceInput{ID: w.draft(t).ID, Reason: "   "})
		wantFault(t, err, fault.BadUserInput, "REASON_REQUIRED", "input.reason")
	})
}

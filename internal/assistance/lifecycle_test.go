package assistance_test

import (
	"context"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"gandan/ent"
	"gandan/ent/certificate"
	"gandan/ent/gid"
	"gandan/ent/logreview"
	"gandan/ent/logstanding"
	"gandan/internal/assistance"
)

var update = flag.Bool("update", false, "write the golden files")

func TestTheLivesAreAsDrawn(t *testing.T) {
	golden(t, "log.matrix.txt", assistance.Life().Matrix([]logstanding.Status{
		logstanding.StatusRECORDED, logstanding.StatusCONFIRMED, logstanding.StatusDISPUTED, logstanding.StatusAPPROVED,
		logstanding.StatusREJECTED, logstanding.StatusCORRECTED,
	}))
	golden(t, "certificate.matrix.txt", assistance.CertificateLife().Matrix([]certificate.Status{
		certificate.StatusREQUESTED, certificate.StatusISSUED, certificate.StatusREVOKED,
	}))
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		check(t, os.WriteFile(file, []byte(got), 0o600))
	}
	want, err := os.ReadFile(file)
	if err != nil || got != string(want) {
		t.Errorf("%s differs (%v):\n%s", file, err, got)
	}
}

// TestAnActionIsOfferedWhenItsDeedSucceeds compares the buttons with the deeds, for everybody in each state.
func TestAnActionIsOfferedWhenItsDeedSucceeds(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		people := map[string]context.Context{"citizen": w.citizen, "volunteer": w.volunteer, "admin": w.admin}
		for state, bring := range w.states(t) {
			for name, who := range people {
				for deed, do := range w.deeds(t) {
					log := bring()
					offered := w.reason(t, who, log, deed)
					if got := do(who, log.ID); got != offered {
						t.Errorf("%s by the %s when %s: the button says %q, the deed %q", deed, name, state, offered, got)
					}
				}
			}
		}
	})
}

func (w *world) deeds(t *testing.T) map[string]func(context.Context, gid.ID) string {
	return map[string]func(context.Context, gid.ID) string{
		"confirmLog": func(who context.Context, id gid.ID) string {
			_, err := w.ConfirmLog(who, assistance.ConfirmLogInput{LogID: id})
			return keyOf(err)
		},
		"disputeLog": func(who context.Context, id gid.ID) string {
			_, err := w.DisputeLog(who, assistance.DisputeLogInput{LogID: id, ReasonCode: logreview.ReasonCodeWRONG_TIME})
			return keyOf(err)
		},
		"correctLog": func(who context.Context, id gid.ID) string {
			_, err := w.CorrectLog(who, assistance.CorrectLogInput{LogID: id, Minutes: ptr(10), Reason: "Ghi nhầm."})
			return keyOf(err)
		},
		"reviewLogs": func(who context.Context, id gid.ID) string {
			d := assistance.Approve
			if l := w.standing(t, &ent.AssistanceLog{ID: id}); l.Status == logstanding.StatusAPPROVED || l.Status == logstanding.StatusCORRECTED {
				d = assistance.Reject
			}
			return w.review(t, who, &ent.AssistanceLog{ID: id}, d)
		},
	}
}

func (w *world) reason(t *testing.T, who context.Context, log *ent.AssistanceLog, name string) string {
	t.Helper()
	actions, err := w.Actions(who, log)
	check(t, err)
	for _, a := range actions {
		if a.Name == name && a.Reason != nil {
			return *a.Reason
		}
	}
	return ""
}

// states bring a new log into each state.
func (w *world) states(t *testing.T) map[string]func() *ent.AssistanceLog {
	deeds := w.deeds(t)
	after := func(who context.Context, deed string) func() *ent.AssistanceLog {
		return func() *ent.AssistanceLog {
			log := w.recorded(t)
			if key := deeds[deed](who, log.ID); key != "" {
				t.Fatalf("%s: %s", deed, key)
			}
			return log
		}
	}
	return map[string]func() *ent.AssistanceLog{
		"recorded":  func() *ent.AssistanceLog { return w.recorded(t) },
		"confirmed": after(w.citizen, "confirmLog"),
		"disputed":  after(w.citizen, "disputeLog"),
		"approved":  after(w.admin, "reviewLogs"),
		"corrected": after(w.volunteer, "correctLog"),
		"rejected": func() *ent.AssistanceLog {
			log := w.recorded(t)
			w.review(t, w.admin, log, assistance.Reject)
			return log
		},
		"recorded too long ago": func() *ent.AssistanceLog {
			log := w.recorded(t)
			w.clock.Set(log.LoggedAt.AddDate(0, 0, 30))
			return log
		},
	}
}

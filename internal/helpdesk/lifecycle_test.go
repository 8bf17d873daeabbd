package helpdesk_test

import (
	"context"
	"flag"
	"fmt"
	"os"
	"testing"

	"gandan/ent"
	"gandan/ent/assistancelog"
	"gandan/ent/helprequest"
	"gandan/ent/solvedanswer"
	"gandan/internal/fault"
	"gandan/internal/helpdesk"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func states() []helprequest.Status {
	return []helprequest.Status{
		helprequest.StatusOPEN, helprequest.StatusASSIGNED, helprequest.StatusCLAIMED, helprequest.StatusIN_PROGRESS,
		helprequest.StatusRESOLVED, helprequest.StatusCLOSED, helprequest.StatusCANCELLED,
		helprequest.StatusMERGED,
	}
}

// deeds are all verbs, each done by whoever may do it.
func (w *world) deeds() map[string]func(*ent.HelpRequest) error {
	logged := func(o assistancelog.Outcome) func(*ent.HelpRequest) error {
		return func(r *ent.HelpRequest) error { _, err := w.LogAssistance(w.volunteer, logOf(r, o)); return err }
	}
	return w.andMatching(map[string]func(*ent.HelpRequest) error{
		helpdesk.VerbClaim: func(r *ent.HelpRequest) error {
			_, err := w.Claim(w.volunteer, helpdesk.ClaimHelpRequestInput{ID: r.ID})
			return err
		},
		helpdesk.VerbRelease: func(r *ent.HelpRequest) error {
			_, err := w.Release(w.admin, helpdesk.ReleaseHelpRequestInput{ID: r.ID, Reason: "Bận việc."})
			return err
		},
		helpdesk.VerbLog:     logged(assistancelog.OutcomeCONTINUES),
		helpdesk.VerbResolve: logged(assistancelog.OutcomeRESOLVED),
		helpdesk.VerbRefer:   logged(assistancelog.OutcomeREFERRED),
		helpdesk.VerbGiveUp:  logged(assistancelog.OutcomeCOULD_NOT_HELP),
		helpdesk.VerbCancel: func(r *ent.HelpRequest) error {
			_, err := w.Cancel(w.citizen, helpdesk.CancelHelpRequestInput{ID: r.ID})
			return err
		},
		helpdesk.VerbConfirm: func(r *ent.HelpRequest) error {
			_, err := w.Confirm(w.citizen, helpdesk.ConfirmHelpInput{ID: r.ID, Rating: 5})
			return err
		},
		helpdesk.VerbMerge: func(r *ent.HelpRequest) error {
			_, err := w.Merge(w.admin, helpdesk.MergeHelpRequestsInput{ID: r.ID, IntoID: w.open().ID})
			return err
		},
		helpdesk.VerbSetPriority: func(r *ent.HelpRequest) error {
			_, err := w.SetPriority(w.admin, helpdesk.SetPriorityInput{ID: r.ID, Urgency: ptr(helprequest.UrgencySAFETY), Reason: "Cháy."})
			return err
		},
		helpdesk.VerbReopen: func(r *ent.HelpRequest) error {
			_, err := w.Reopen(w.citizen, helpdesk.ReopenHelpRequestInput{ID: r.ID, Reason: "Chưa xong."})
			return err
		},

		// after
		helpdesk.VerbAnswer: func(r *ent.HelpRequest) error {
			_, err := w.AnswerSolved(w.citizen, helpdesk.AnswerSolvedInput{ID: r.ID, Solved: solvedanswer.SolvedNO})
			return err
		},
		helpdesk.VerbAnswerYes: func(r *ent.HelpRequest) error {
			_, err := w.AnswerSolved(w.citizen, helpdesk.AnswerSolvedInput{ID: r.ID, Solved: solvedanswer.SolvedYES})
			return err
		},
		helpdesk.VerbFollowUp: func(r *ent.HelpRequest) error {
			_, err := w.FollowUp(w.citizen, helpdesk.FollowUpHelpRequestInput{ID: r.ID, ConsentToContact: true})
			return err
		},
	})
}

// doer is who does the verb in deeds.
func (w *world) doer(verb string) context.Context {
	switch verb {
	case helpdesk.VerbCancel, helpdesk.VerbConfirm, helpdesk.VerbReopen, helpdesk.VerbAnswer, helpdesk.VerbAnswerYes, helpdesk.VerbFollowUp:
		return w.citizen
	case helpdesk.VerbRelease, helpdesk.VerbAssign, helpdesk.VerbCompanion, helpdesk.VerbMerge, helpdesk.VerbSetPriority:
		return w.admin
	}
	return w.volunteer
}

func TestEveryVerbInEveryStateDoesWhatTheTableSaysAndNothingElse(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		matrix := ""
		for _, state := range states() {
			for _, verb := range helpdesk.Life().Verbs() {
				r := w.in(state)
				err := w.deeds()[verb](r)
				after := w.now(r)
				if err != nil && (after.Status != state || !after.UpdatedAt.Equal(r.UpdatedAt) || w.logs(after) != w.logs(r)) {
					t.Errorf("%s in %s was refused but left something", verb, state)
				}
				matrix += fmt.Sprintf("%-12s %-29s %s\n", state, verb, outcome(after, err))
			}
		}
		golden(t, "testdata/lifecycle.golden", matrix)
	})
}

func outcome(after *ent.HelpRequest, err error) string {
	if err != nil {
		return string(fault.Of(err).Code) + " " + string(fault.Of(err).Key)
	}
	return string(after.Status)
}

func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		must(t, os.WriteFile(file, []byte(got), 0o600))
	}
	want, err := os.ReadFile(file)
	must(t, err)
	if got != string(want) {
		t.Errorf("%s has changed; got\n%s", file, got)
	}
}

func TestTheTableOfTransitionsIsTheOneThatIsPublished(t *testing.T) {
	golden(t, "testdata/life.golden", helpdesk.Life().Matrix(states())+helpdesk.Life().Mermaid())
}

func TestActionsPromiseExactlyWhatTheVerbsDo(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		for _, state := range states() {
			for verb, deed := range w.deeds() {
				r := w.in(state)
				for _, a := range w.Actions(w.doer(verb), r) {
					if a.Name != verb {
						continue
					}
					promised := ""
					if a.Reason != nil {
						promised = *a.Reason
					}
					kept := ""
					if err := deed(r); err != nil {
						kept = string(fault.Of(err).Key)
					}
					equal(t, verb+" in "+string(state), kept, promised)
					equal(t, verb+" in "+string(state)+" allowed", a.Allowed, promised == "")
				}
			}
		}
	})
}

func TestActionsNameTheMutationsInOrder(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		names := ""
		for _, a := range w.Actions(w.citizen, w.open()) {
			names += a.Name + " "
		}
		equal(t, "names", names, "claimHelpRequest releaseHelpRequest logAssistance cancelHelpRequest confirmHelp reopenHelpRequest "+
			"assignHelpRequest acceptAssignment declineAssignment agreeTime setCompanion answerSolved followUpHelpRequest "+
			"mergeHelpRequests setPriority confirmRequestPhone resendRequestCode ")
	})
}

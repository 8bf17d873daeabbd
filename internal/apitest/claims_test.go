package apitest_test

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"gandan/ent/rolegrant"
)

// crowd makes people of the ward besides the cast, with a role or without, and gives their tokens.
func (w *world) crowd(t *testing.T, n int, volunteers bool) []string {
	t.Helper()
	tokens := make([]string, n)
	for i := range n {
		p := person{name: fmt.Sprintf("crowd %d", i), phone: fmt.Sprintf("+8410009%04d", i), display: "Người dùng", home: "ward"}
		if volunteers {
			p.role, p.in = rolegrant.RoleVOLUNTEER, "ward"
		}
		w.settleOne(t, p)
		tokens[i] = w.token(t, p.name)
	}
	return tokens
}

// TestOfManyWhoClaimAtOnceOneWins: 200 claims of 20 requests over HTTP give 20 winners, and everybody else is told so.
func TestOfManyWhoClaimAtOnceOneWins(t *testing.T) {
	for _, dialect := range dialects() {
		t.Run(dialect, func(t *testing.T) {
			w := newTemplate(t, dialect).fresh(t)
			url, claim := w.serve(t), document(t, "volunteer/ClaimHelpRequest")
			volunteers := w.crowd(t, 10, true)
			requests := make([]string, 20)
			for i := range requests {
				requests[i] = must(t, url, w.token(t, "minh"), "citizen/CreateHelpRequest", in(map[string]any{
					"unitId": w.named["ward"], "description": "Cần giúp nộp hồ sơ trực tuyến.", "mode": "AT_POINT", "consentToContact": true,
				})).text("createHelpRequest", "helpRequest", "id")
			}
			winners := make(chan string, 200)
			var all sync.WaitGroup
			for i := range 200 {
				all.Go(func() {
					request := requests[i%20]
					a, body, err := post(url, volunteers[i/20], "", claim, in(map[string]any{"id": request}))
					switch {
					case err == nil && len(a.Errors) == 0:
						winners <- request
					case err != nil || !a.refused("CONFLICT", "ALREADY_CLAIMED"):
						t.Errorf("a loser was told %s (%v)", body, err)
					}
				})
			}
			all.Wait()
			close(winners)
			won := map[string]int{}
			for request := range winners {
				won[request]++
			}
			if len(won) != 20 {
				t.Errorf("%d of 20 requests were won", len(won))
			}
			for request, n := range won {
				if n != 1 {
					t.Errorf("%s has %d winners", request, n)
				}
			}
		})
	}
}

// TestAHundredVotesAtOnceAreAHundred, sent twice each as an impatient phone does.
func TestAHundredVotesAtOnceAreAHundred(t *testing.T) {
	for _, dialect := range dialects() {
		t.Run(dialect, func(t *testing.T) {
			w := newTemplate(t, dialect).fresh(t)
			url, vote := w.serve(t), document(t, "citizen/VoteQuestion")
			voters := w.crowd(t, 100, false)
			id := w.conferenceInTheWard(t, url, "AFTER_PUBLICATION")
			question := w.ask(t, url, "minh", id, "Khi nào tuyến đường được sửa?")
			var all sync.WaitGroup
			for i := range 200 {
				all.Go(func() {
					if a, body, err := post(url, voters[i%100], "", vote, in(map[string]any{"questionId": question})); err != nil || len(a.Errors) > 0 {
						t.Errorf("voting: %s (%v)", body, err)
					}
				})
			}
			all.Wait()
			a := must(t, url, "", "public/ConferenceDetail", map[string]any{"id": id})
			if n := a.at("conference", "questions", "nodes", "0", "voteCount"); n != float64(100) {
				t.Errorf("%v votes were counted", n)
			}
		})
	}
}

// TestOneKeyIsOneEffect: fifty parallel calls with the same idempotency key and body have one effect and fifty equal
// answers, which stay the first ones when the state moves on.
func TestOneKeyIsOneEffect(t *testing.T) {
	for _, dialect := range dialects() {
		t.Run(dialect, func(t *testing.T) {
			w := newTemplate(t, dialect).fresh(t)
			url, create, token := w.serve(t), document(t, "citizen/CreateHelpRequest"), w.token(t, "minh")
			input := in(map[string]any{"unitId": w.named["ward"], "description": "Cần giúp nộp hồ sơ trực tuyến.", "mode": "AT_POINT", "consentToContact": true})
			answers := make([]string, 50)
			var all sync.WaitGroup
			for i := range answers {
				all.Go(func() {
					a, body, err := post(url, token, "phone-1", create, input)
					if err != nil || len(a.Errors) > 0 {
						t.Errorf("creating: %s (%v)", body, err)
					}
					answers[i] = string(body)
				})
			}
			all.Wait()
			for _, a := range answers {
				if a != answers[0] {
					t.Fatalf("two answers to one key:\n%s\n%s", answers[0], a)
				}
			}
			mine := must(t, url, token, "citizen/MyHelpRequests", nil)
			if n := len(mine.at("me", "helpRequests", "nodes").([]any)); n != 1 {
				t.Fatalf("%d requests came from one key", n)
			}
			must(t, url, token, "citizen/CancelHelpRequest", in(map[string]any{"id": mine.text("me", "helpRequests", "nodes", "0", "id")}))
			w.clock.Advance(time.Minute)
			if _, body, err := post(url, w.token(t, "minh"), "phone-1", create, input); err != nil || string(body) != answers[0] {
				t.Errorf("after the request was cancelled the key answers %s (%v), want the first answer", body, err)
			}
		})
	}
}

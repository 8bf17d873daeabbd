package apitest_test

import (
	"bytes"
	"log/slog"
	"regexp"
	"strings"
	"testing"
)

// TestThePhoneNumberIsKeptNowhereButInItsAccount lives through a request whose citizen's number is opened and read, with keys
// wherever they can be, and looks for the number in every other row of the database and in the whole log. Answers are kept
// sealed, so what is kept is also asked for again.
func TestThePhoneNumberIsKeptNowhereButInItsAccount(t *testing.T) {
	for _, dialect := range dialects() {
		t.Run(dialect, func(t *testing.T) {
			var log bytes.Buffer
			w := newTemplate(t, dialect).fresh(t, slog.NewJSONHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
			shown := 0
			steps := keyedContact()
			for i := range steps {
				answer := string(w.take(t, &steps[i]).Response)
				if strings.Contains(answer, `"errors"`) {
					t.Fatalf("step %d: %s", i, answer)
				}
				has := strings.Contains(answer, phoneOfMinh)
				if has {
					shown++
				}
				if has && steps[i].key != "" {
					t.Errorf("step %d has the number in an answer that is kept: %s", i, answer)
				}
			}
			if shown != 1 {
				t.Errorf("the number was shown %d times, want once", shown)
			}
			digits, account, sealed := regexp.MustCompile(`\D`), 0, 0
			for _, row := range w.rows(t) {
				switch holds := strings.Contains(row, phoneOfMinh) || strings.Contains(row, phoneOfMinh[3:]); {
				case strings.HasPrefix(row, "accounts|"):
					account += len(regexp.MustCompile(regexp.QuoteMeta(phoneOfMinh)).FindAllString(row, -1))
				case holds:
					t.Errorf("a row holds it: %s", row)
				case strings.HasPrefix(row, "idempotent_answers|"):
					sealed++
				}
			}
			if account != 1 || sealed != 4 {
				t.Errorf("the search finds %d accounts and %d kept answers", account, sealed)
			}
			if plain := digits.ReplaceAllString(log.String(), ""); strings.Contains(log.String(), phoneOfMinh) || strings.Contains(plain, phoneOfMinh[1:]) {
				t.Errorf("the log holds it: %s", &log)
			}
		})
	}
}

const phoneOfMinh = "+84100000105"

// keyedContact opens the number and asks for it with every mutation that can show a request.
func keyedContact() []step {
	const contact = `contact { maskedPhone phone }`
	deed := func(as, key, vars, document string, keep map[string]string) step {
		return step{as: as, lang: "vi", key: key, vars: vars, document: document, keep: keep}
	}
	return []step{
		deed("minh", "", `{"input": {"unitId": "{{ward}}", "description": "Giúp tôi làm hộ chiếu nhé.", "mode": "REMOTE", "consentToContact": true}}`,
			`mutation Ask($input: CreateHelpRequestInput!) { createHelpRequest(input: $input) { helpRequest { id } } }`,
			map[string]string{"request": "createHelpRequest.helpRequest.id"}),
		deed("binh", "", `{"id": "{{request}}"}`, `mutation Claim($id: ID!) { claimHelpRequest(input: {id: $id}) { helpRequest { id } } }`, nil),
		deed("binh", "reveal-1", `{"id": "{{request}}"}`,
			`mutation Reveal($id: ID!) { revealContact(input: {requestId: $id, basis: CONSENT}) { reveal { id until } } }`, nil),
		deed("binh", "", `{"id": "{{request}}"}`, `query Phone($id: ID!) { helpRequest(id: $id) { `+contact+` } }`, nil),
		deed("binh", "send-1", `{"id": "{{request}}"}`,
			`mutation Send($id: ID!) { sendMessage(input: {requestId: $id, body: "Tôi vừa gọi."}) { helpRequest { `+contact+` } } }`, nil),
		deed("binh", "send-1", `{"id": "{{request}}"}`,
			`mutation Send($id: ID!) { sendMessage(input: {requestId: $id, body: "Tôi vừa gọi."}) { helpRequest { `+contact+` } } }`, nil),
		deed("binh", "read-1", `{"id": "{{request}}"}`,
			`mutation Read($id: ID!) { markMessagesRead(input: {requestId: $id}) { helpRequest { `+contact+` } } }`, nil),
		deed("binh", "log-1", `{"id": "{{request}}"}`,
			`mutation Log($id: ID!) { logAssistance(input: {helpRequestId: $id, kind: PHONE, outcome: CONTINUES, minutes: 5}) { helpRequest { `+contact+` } } }`, nil),
	}
}

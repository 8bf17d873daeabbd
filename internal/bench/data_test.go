package bench

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"gandan/internal/store"
	"gandan/internal/store/storetest"
	"gandan/internal/territory"
)

// filled is a database with data of a scale.
func filled(t testing.TB, s *store.Store, scale float64, seed uint64) {
	t.Helper()
	places := territory.New(s, func() string { return "2026-03-02" })
	if err := Fill(context.Background(), s, places, scale, seed, func(line string) { t.Log(line) }); err != nil {
		t.Fatalf("filling at scale %v: %v", scale, err)
	}
}

func number(t testing.TB, s *store.Store, query string) int {
	t.Helper()
	read, _ := s.DB()
	var n sql.NullInt64
	if err := read.QueryRowContext(context.Background(), query).Scan(&n); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return int(n.Int64)
}

func TestThereIsAsMuchAsTheScaleSays(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store, _ *storetest.Clock) {
		filled(t, s, 0.01, 1)
		for query, want := range map[string][2]int{
			"SELECT COUNT(*) FROM accounts":                                          {500, 500},
			"SELECT COUNT(*) FROM role_grants WHERE role = 'VOLUNTEER'":              {25, 25},
			"SELECT COUNT(*) FROM conferences":                                       {20, 20},
			"SELECT COUNT(*) FROM conferences WHERE status IN ('ANNOUNCED', 'LIVE')": {10, 10},
			"SELECT COUNT(*) FROM questions":                                         {400, 400},
			"SELECT COUNT(*) FROM votes":                                             {1500, 2100},
			"SELECT COUNT(*) FROM help_requests":                                     {1000, 1000},
			"SELECT COUNT(*) FROM help_requests WHERE status = 'OPEN'":               {200, 200},
			"SELECT COUNT(*) FROM assistance_logs":                                   {2000, 2000},
			"SELECT SUM(n) FROM (SELECT COUNT(*) AS n FROM assistance_logs GROUP BY help_request_id ORDER BY 1 DESC LIMIT 64) AS heavy": {980, 1010},
			"SELECT MIN(n) FROM (SELECT COUNT(*) AS n FROM questions GROUP BY conference_id) AS each_conference":                        {leastQuestions, 20},
			"SELECT COUNT(*) FROM accounts WHERE phone NOT LIKE '+841%'":                                                                {0, 0},
		} {
			if got := number(t, s, query); got < want[0] || got > want[1] {
				t.Errorf("%s: %d, want %v", query, got, want)
			}
		}
	})
}

// contradictions count rows that break a rule of a domain: every one must find none.
var contradictions = map[string]string{
	"a question whose votes are miscounted":      "SELECT COUNT(*) FROM questions q WHERE vote_count <> (SELECT COUNT(*) FROM votes v WHERE v.question_id = q.id)",
	"a conference whose questions are":           "SELECT COUNT(*) FROM conferences c WHERE question_count <> (SELECT COUNT(*) FROM questions q WHERE q.conference_id = c.id AND q.listed = 1)",
	"a conference whose activity has a gap":      "SELECT COUNT(*) FROM conferences c WHERE last_sequence <> (SELECT COUNT(*) FROM activities a WHERE a.conference_id = c.id) OR last_sequence <> (SELECT MAX(sequence) FROM activities a WHERE a.conference_id = c.id)",
	"an activity before the one it follows":      "SELECT COUNT(*) FROM activities a JOIN activities b ON b.conference_id = a.conference_id AND b.sequence = a.sequence + 1 WHERE b.created_at < a.created_at",
	"a conference that is not listed":            "SELECT COUNT(*) FROM conferences WHERE listed = 0 OR announced_at > starts_at OR ends_at <= starts_at",
	"a question listed against its status":       "SELECT COUNT(*) FROM questions WHERE (listed = 1) <> (status IN ('PUBLISHED', 'ANSWERED'))",
	"an answer without an organisation":          "SELECT COUNT(*) FROM questions WHERE (status = 'ANSWERED') <> (answered_by_id IS NOT NULL) OR (status = 'ANSWERED') <> (answer_body IS NOT NULL)",
	"a published question without the instant":   "SELECT COUNT(*) FROM questions WHERE listed = 1 AND published_at IS NULL",
	"a vote of somebody who lives elsewhere":     "SELECT COUNT(*) FROM votes v JOIN questions q ON q.id = v.question_id JOIN accounts a ON a.id = v.voter_id JOIN units u ON u.id = a.unit_id WHERE substr(u.path, 1, length(q.unit_path)) <> q.unit_path",
	"a question of somebody who lives elsewhere": "SELECT COUNT(*) FROM questions q JOIN accounts a ON a.id = q.author_id JOIN units u ON u.id = a.unit_id WHERE substr(u.path, 1, length(q.unit_path)) <> q.unit_path",
	"a vote before the publication":              "SELECT COUNT(*) FROM votes v JOIN questions q ON q.id = v.question_id WHERE v.created_at < q.published_at",
	"a conclusion without a concluded status":    "SELECT COUNT(*) FROM conferences WHERE (status = 'CONCLUDED') <> (conclusion_body IS NOT NULL) OR (status = 'CONCLUDED') <> (concluded_at IS NOT NULL)",
	"a pending question without an open case":    "SELECT COUNT(*) FROM questions q WHERE status = 'PENDING' AND NOT EXISTS (SELECT 1 FROM moderation_cases m WHERE m.subject_id = q.id AND m.status = 'OPEN' AND m.open_for IS NOT NULL)",
	"a case decided without a decision":          "SELECT COUNT(*) FROM moderation_cases m WHERE (status = 'DECIDED') <> EXISTS (SELECT 1 FROM decisions d WHERE d.case_id = m.id)",
	"a case whose flags are miscounted":          "SELECT COUNT(*) FROM moderation_cases m WHERE flag_count <> (SELECT COUNT(*) FROM flags f WHERE f.case_id = m.id)",
	"a holder where there should be none":        "SELECT COUNT(*) FROM help_requests WHERE (volunteer_id IS NOT NULL) <> (status IN ('CLAIMED', 'IN_PROGRESS', 'RESOLVED', 'CLOSED'))",
	"a holder without a role in the ward":        "SELECT COUNT(*) FROM help_requests r WHERE volunteer_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM role_grants g WHERE g.account_id = r.volunteer_id AND g.role = 'VOLUNTEER' AND g.unit_id = r.unit_id AND g.revoked_at IS NULL)",
	"a resolution without the instant":           "SELECT COUNT(*) FROM help_requests WHERE (resolved_at IS NOT NULL) <> (status IN ('RESOLVED', 'CLOSED'))",
	"a request without a beginning":              "SELECT COUNT(*) FROM help_requests r WHERE (SELECT COUNT(*) FROM request_histories h WHERE h.help_request_id = r.id AND h.from_status = '' AND h.to_status = 'OPEN') <> 1",
	"a request that its history leads elsewhere": "SELECT COUNT(*) FROM help_requests r WHERE status <> (SELECT to_status FROM request_histories h WHERE h.help_request_id = r.id ORDER BY h.id DESC LIMIT 1)",
	"a step that does not follow the one before": "SELECT COUNT(*) FROM request_histories h WHERE from_status <> COALESCE((SELECT to_status FROM request_histories b WHERE b.help_request_id = h.help_request_id AND b.id < h.id ORDER BY b.id DESC LIMIT 1), '')",
	"a request in hand without a log":            "SELECT COUNT(*) FROM help_requests r WHERE (status IN ('IN_PROGRESS', 'RESOLVED', 'CLOSED')) <> EXISTS (SELECT 1 FROM assistance_logs l WHERE l.help_request_id = r.id)",
	"a log of somebody else":                     "SELECT COUNT(*) FROM assistance_logs l JOIN help_requests r ON r.id = l.help_request_id WHERE l.volunteer_id <> r.volunteer_id OR l.logged_at < r.created_at",
}

func TestTheDataFollowTheRulesOfTheDomains(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store, _ *storetest.Clock) {
		filled(t, s, 0.01, 1)
		for what, query := range contradictions {
			if n := number(t, s, query); n != 0 {
				t.Errorf("%s: %d", what, n)
			}
		}
		reachesTheFuture(t, s)
	})
}

// reachesTheFuture fails for a row made after the instant of the clock, and reads instants as the app does.
func reachesTheFuture(t *testing.T, s *store.Store) {
	t.Helper()
	read, _ := s.DB()
	for _, table := range []string{"accounts", "conferences", "questions", "votes", "activities", "moderation_cases", "help_requests", "request_histories", "assistance_logs"} {
		var newest time.Time
		err := read.QueryRowContext(context.Background(), "SELECT updated_at FROM "+table+" ORDER BY updated_at DESC LIMIT 1").Scan(&newest)
		if err != nil || newest.After(s.Now()) || newest.Before(s.Now().Add(-2*year)) {
			t.Errorf("the newest row of %s is of %s (%v)", table, newest, err)
		}
	}
}

func TestTheSameSeedGivesTheSameRows(t *testing.T) {
	sums := map[uint64][]string{}
	for _, seed := range []uint64{1, 1, 2} {
		s := storetest.Open(t, "", storetest.NewClock(), &storetest.CountingIDs{})
		filled(t, s, leastScale, seed)
		sums[seed] = append(sums[seed], fingerprint(t, s))
	}
	if sums[1][0] != sums[1][1] {
		t.Error("two runs with one seed differ")
	}
	if sums[1][0] == sums[2][0] {
		t.Error("another seed gives the same rows")
	}
}

// fingerprint is over every column of some tables, ids included.
func fingerprint(t *testing.T, s *store.Store) string {
	t.Helper()
	sum := sha256.New()
	read, _ := s.DB()
	for _, table := range []string{"accounts", "questions", "votes", "help_requests", "assistance_logs"} {
		rows, err := read.QueryContext(context.Background(), "SELECT * FROM "+table+" ORDER BY id")
		if err != nil {
			t.Fatal(err)
		}
		names, _ := rows.Columns()
		cells := make([]any, len(names))
		for i := range cells {
			cells[i] = new(any)
		}
		for rows.Next() {
			if err := rows.Scan(cells...); err != nil {
				t.Fatal(err)
			}
			for _, c := range cells {
				fmt.Fprint(sum, *c.(*any), "|")
			}
		}
		if err := errors.Join(rows.Err(), rows.Close()); err != nil {
			t.Fatal(err)
		}
	}
	return fmt.Sprintf("%x", sum.Sum(nil))
}

func TestOnlyAnEmptyDatabaseIsFilled(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store, _ *storetest.Clock) {
		filled(t, s, leastScale, 1)
		before := number(t, s, "SELECT COUNT(*) FROM accounts")
		places := territory.New(s, func() string { return "2026-03-02" })
		if err := Fill(t.Context(), s, places, leastScale, 2, func(string) {}); !errors.Is(err, ErrNotEmpty) {
			t.Errorf("filling it again: %v", err)
		}
		if after := number(t, s, "SELECT COUNT(*) FROM accounts"); after != before {
			t.Errorf("%d accounts became %d", before, after)
		}
	})
}

func TestAScaleThatIsNoneIsRefused(t *testing.T) {
	s := storetest.Open(t, "", storetest.NewClock(), &storetest.CountingIDs{})
	places := territory.New(s, func() string { return "2026-03-02" })
	for _, scale := range []float64{0, -1, 0.0001, 21, 1e300} {
		if err := Fill(t.Context(), s, places, scale, 1, func(string) {}); err == nil || !strings.Contains(err.Error(), "scale") {
			t.Errorf("scale %v: %v", scale, err)
		}
	}
}

package bench

import (
	"context"
	"testing"

	"gandan/internal/store"
)

// BenchmarkScreens runs each document that only reads against a tenth of a city:
//
//	go test -bench Screens ./internal/bench
//
// It prints the time and the allocations of a whole request, in the process and without a socket, and its SQL statements.
func BenchmarkScreens(b *testing.B) {
	for _, d := range dialects {
		b.Run(d.name, func(b *testing.B) {
			c := newCity(b, d.dsn(b), 0.1, 0)
			for _, s := range screens() {
				payload := c.payload(b, s)
				b.Run(s.name, func(b *testing.B) { c.measure(b, s, payload) })
			}
		})
	}
}

func (c *city) measure(b *testing.B, s screen, payload []byte) {
	b.Helper()
	c.show(context.Background(), b, payload, s.as) // now the person is known, as at the second request of a session
	ctx, counted := store.CountStatements(context.Background())
	size := len(c.show(ctx, b, payload, s.as))
	b.ReportAllocs()
	for b.Loop() {
		c.show(context.Background(), b, payload, s.as)
	}
	b.ReportMetric(float64(counted.Statements()), "sql/op")
	b.ReportMetric(float64(size), "bytes")
}

// screen is one document as somebody sees it.
type screen struct {
	name     string // of the sub-test
	document string
	as       string
	vars     map[string]any
	// after names the list whose second page is read instead of the first: the path of its connection in the data.
	after []string
}

// screens are all documents that only read, as those see them who see most.
func screens() []screen {
	list, mine, asked := []string{"conferences"}, []string{"me", "helpRequests"}, []string{"conference", "questions"}
	return []screen{
		{name: "Me", document: "citizen/Me", as: "volunteer"},
		{name: "MyHelpRequests", document: "citizen/MyHelpRequests", as: "asker", vars: page20()},
		{name: "MyHelpRequests/second", document: "citizen/MyHelpRequests", as: "asker", vars: map[string]any{"first": 2}, after: mine},
		{name: "HelpRequestDetail/citizen", document: "citizen/HelpRequestDetail", as: "citizen", vars: with("id", "{{request}}", "logs", 20)},
		{name: "HelpRequestDetail/holder", document: "citizen/HelpRequestDetail", as: "holder", vars: with("id", "{{request}}", "logs", 20)},
		{name: "ConferenceList", document: "public/ConferenceList", vars: page20()},
		{name: "ConferenceList/second", document: "public/ConferenceList", vars: page20(), after: list},
		{name: "ConferenceList/city", document: "public/ConferenceList", as: "citizen", vars: with("unitId", "{{city}}", "first", 20)},
		{name: "ConferenceList/ward", document: "public/ConferenceList", as: "admin", vars: with("unitId", "{{host}}", "first", 20)},
		{name: "ConferenceDetail", document: "public/ConferenceDetail", vars: with("id", "{{conference}}", "first", 20)},
		{name: "ConferenceDetail/admin", document: "public/ConferenceDetail", as: "chief", vars: with("id", "{{conference}}", "first", 20)},
		{name: "ConferenceDetail/second", document: "public/ConferenceDetail", as: "citizen", vars: with("id", "{{conference}}", "first", 20), after: asked},
		{name: "CommitmentBoard", document: "public/CommitmentBoard", vars: page20()},
		{name: "CommitmentBoard/second", document: "public/CommitmentBoard", vars: page20(), after: []string{"commitments"}},
		{name: "CommitmentBoard/late", document: "public/CommitmentBoard", as: "chief", vars: with("unitId", "{{city}}", "overdue", true, "first", 20)},
		{name: "CommitmentBoard/kept", document: "public/CommitmentBoard", as: "citizen", vars: with("unitId", "{{host}}", "status", "KEPT", "first", 20)},
		{name: "MyCommitments", document: "citizen/MyCommitments", as: "asker", vars: page20()},
		{name: "ConferenceSnapshot", document: "public/ConferenceSnapshot", as: "citizen", vars: with("conferenceId", "{{conference}}", "top", 20)},
		{name: "ConferencePolls", document: "public/ConferencePolls", vars: with("id", "{{conference}}", "first", 20)},
		{name: "ConferencePolls/admin", document: "public/ConferencePolls", as: "chief", vars: with("id", "{{conference}}", "first", 20)},
		{name: "SearchUnits", document: "public/SearchUnits", vars: with("text", "ha dong", "first", 20)},
		{name: "SearchUnits/2017", document: "public/SearchUnits", vars: with("at", "2017-06-30", "first", 20)},
		{name: "SearchUnits/children", document: "public/SearchUnits", vars: with("parentId", "{{city}}", "first", 20)},
		{name: "SearchOrganisations", document: "public/SearchOrganisations", vars: with("text", "uy ban", "unitId", "{{city}}", "first", 20)},
		{name: "SearchOrganisations/ward", document: "public/SearchOrganisations", vars: with("unitId", "{{ward}}", "first", 20)},
		{name: "SearchProcedures", document: "public/SearchProcedures", vars: with("text", "khai sinh", "first", 20)},
		{name: "VolunteerQueue", document: "volunteer/VolunteerQueue", as: "volunteer", vars: with("unitId", "{{ward}}", "first", 20)},
		{name: "VolunteerQueue/second", document: "volunteer/VolunteerQueue", as: "volunteer", vars: with("unitId", "{{ward}}", "first", 20), after: []string{"helpRequests"}},
		{name: "VolunteerQueue/city", document: "volunteer/VolunteerQueue", as: "chief", vars: with("unitId", "{{city}}", "first", 20)},
		{name: "ModerationQueue", document: "admin/ModerationQueue", as: "admin", vars: with("unitId", "{{ward}}", "first", 20)},
		{name: "ModerationQueue/city", document: "admin/ModerationQueue", as: "chief", vars: with("unitId", "{{city}}", "first", 20)},
	}
}

func page20() map[string]any { return map[string]any{"first": 20} }

func with(pairs ...any) map[string]any {
	vars := map[string]any{}
	for i := 0; i < len(pairs); i += 2 {
		vars[pairs[i].(string)] = pairs[i+1]
	}
	return vars
}

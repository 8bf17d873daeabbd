package apitest_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/vektah/gqlparser/v2/ast"

	"gandan/ent/gid"
	"gandan/graph/generated"
)

// TestNoIDOfOneWardServesTheOther is the sweep of S-77. The people of a ward live their stories; each id in the answers they
// got is put into each place of the API that takes an id, by the people of the other ward and by a visitor. What is private
// answers to the letter as an id that names nothing, no answer holds anything private, and nothing of the ward changes.
func TestNoIDOfOneWardServesTheOther(t *testing.T) {
	t.Parallel()
	for _, dialect := range dialects() {
		t.Run(dialect, func(t *testing.T) {
			t.Parallel()
			tp := newTemplate(t, dialect)
			tp.wait = time.Millisecond // tens of thousands of answers, and nobody counts their statements
			s := newSweep(t, tp.fresh(t))
			before := s.snapshot()
			for _, who := range []string{"ha", "yen", "an", "visitor"} {
				s.tryAll(who)
			}
			if after := s.snapshot(); before != after {
				t.Errorf("the ward was changed:\n%s", difference(before, after))
			}
			t.Logf("%d private ids of %d in %d places, %d answers", len(s.private), len(s.ids), len(s.places), s.answers)
		})
	}
}

// stories are the cases that the ward lives through before the sweep.
func stories() []string {
	return []string{
		"moderation/flags", "notify/inbox", "helpdesk/story", "api/node",
		"announcing/fence", "registration/refused", "questions/by_code", "poll/arrows",
		"commitment/refused", "conclusion/story", "criticism/prepared_unseen", "attachment/story", "notify/follow",
		"request/story", "matching/assign", "team/refused", "contact/story", "reception/refused", "after/reasons", "assistance/refused",
		"offline/changes",
		// These take the clock on for days, each behind the dates that the one before it names.
		"questions/story", "criticism/story", "assistance/story", "after/story",
	}
}

// inputs are variables with which the other ward succeeds, or nearly so, for each root field that takes an id.
func inputs() map[string]string {
	all := map[string]string{
		"node": `{"id": ""}`, "conference": `{"id": ""}`, "helpRequest": `{"id": ""}`,
		"conferences": `{"unitId": ""}`, "helpRequests": `{"unitId": ""}`, "moderationCases": `{"unitId": ""}`,
		"units": `{"parentId": ""}`, "organisations": `{"unitId": ""}`,

		"announceConference": `{"input": {"id": "", "urgent": true, "reason": "Khẩn"}}`, "startConference": `{"input": {"id": ""}}`,
		"endConference": `{"input": {"id": ""}}`, "cancelConference": `{"input": {"id": "", "reason": "Bão"}}`,
		"publishConclusion": `{"input": {"id": "", "body": "Kết luận của chủ tọa."}}`,
		"createConference": `{"input": {"kind": "DIALOGUE", "title": "Đối thoại", "unitId": "{{other}}", "hostId": "{{other committee}}",
			"startsAt": "2026-12-20T02:00:00Z", "endsAt": "2026-12-20T05:00:00Z", "moderation": "AFTER_PUBLICATION"}}`,
		"askQuestion":    `{"input": {"conferenceId": "", "body": "Bao giờ đường được sửa?", "showName": true}}`,
		"voteQuestion":   `{"input": {"questionId": ""}}`,
		"unvoteQuestion": `{"input": {"questionId": ""}}`,
		"answerQuestion": `{"input": {"questionId": "{{my question}}", "body": "Có.", "answeredById": "{{other committee}}"}}`,
		"mergeQuestions": `{"input": {"questionId": "{{my question}}", "intoId": "{{my second}}"}}`,
		"recordCommitment": `{"input": {"conferenceId": "{{my conference}}", "questionId": "{{my question}}", "text": "Sửa xong vỉa hè.",
			"responsibleId": "{{other committee}}", "dueOn": "2026-12-31"}}`,

		"flagContent":           `{"input": {"subjectId": "", "reason": "SPAM"}}`,
		"decideModeration":      `{"input": {"caseId": "", "outcome": "HIDE", "reasonCode": "SPAM", "statement": "Quảng cáo."}}`,
		"markNotificationsRead": `{"input": {"ids": [""]}}`,

		"createHelpRequest": `{"input": {"unitId": "{{other}}", "procedureId": "{{birth}}", "description": "Xin giúp tôi nộp hồ sơ.",
			"mode": "REMOTE", "consentToContact": true}}`,
		"claimHelpRequest": `{"input": {"id": ""}}`, "releaseHelpRequest": `{"input": {"id": "", "reason": "Bận"}}`,
		"cancelHelpRequest": `{"input": {"id": "", "reason": "Thôi"}}`, "confirmHelp": `{"input": {"id": "", "rating": 1}}`,
		"reopenHelpRequest": `{"input": {"id": "", "reason": "Chưa xong"}}`,
		"logAssistance":     `{"input": {"helpRequestId": "", "kind": "PHONE", "outcome": "RESOLVED", "minutes": 5}}`,
		"syncAssistance": `{"input": {"logs": [{"clientId": "6b0d5f5e-0d0a-4f4c-8a55-0d4b7c8e9f10", "helpRequestId": "", "kind": "PHONE",
			"outcome": "RESOLVED", "minutes": 5}]}}`,

		"verifyOtp":     `{"input": {"challengeId": "", "code": "000000", "deviceName": "Máy lạ"}}`,
		"updateProfile": `{"input": {"unitId": "{{other}}"}}`,
		"grantRole":     `{"input": {"citizenId": "{{an}}", "role": "VOLUNTEER", "unitId": "{{other}}"}}`,
		"revokeRole":    `{"input": {"grantId": ""}}`,
	}
	for _, part := range []map[string]string{
		inputsOfAnnouncing(), inputsOfRegistration(), inputsOfQuestions(), inputsOfPolls(), inputsOfCommitment(), inputsOfCriticism(), inputsOfFiles(),
		inputsOfRequests(), inputsOfMatching(), inputsOfTeams(), inputsOfContact(), inputsOfReception(), inputsOfAfter(), inputsOfAssistance(),
		inputsOfUploads(),
	} {
		maps.Copy(all, part)
	}
	return all
}

// meant says where an id of another unit is meant to work: a role is given to whoever shows the admin their id, and people
// move, but then the sweep would be of another ward.
func meant(p place, kind gid.Kind) bool {
	return p.field.Name == "grantRole" && p.path[1] == "citizenId" && kind == gid.Account ||
		p.field.Name == "updateProfile" && kind == gid.Unit
}

// sweep is the world with what was harvested from it.
type sweep struct {
	*world
	t       *testing.T
	schema  *ast.Schema
	tokens  map[string]string
	ids     []string        // all that the ward was told
	private map[string]bool // those of what the public may not read
	phones  []string
	places  []place
	answers int
}

// place is somewhere an id can be put: a variable of a document.
type place struct {
	field    *ast.FieldDefinition
	document string
	base     map[string]any
	path     []string
}

func newSweep(t *testing.T, w *world) *sweep {
	t.Helper()
	s := &sweep{world: w, t: t, schema: generated.NewExecutableSchema(generated.Config{}).Schema(), tokens: map[string]string{}, private: map[string]bool{}}
	for _, story := range stories() {
		for _, r := range w.play(t, readCase(t, "testdata/"+story+".graphql")) {
			s.harvest(string(r.Response))
		}
	}
	code := step{as: "visitor", lang: "vi", document: `mutation { requestOtp(input: {phone: "+84100000105"}) { challengeId } }`}
	s.harvest(string(w.take(t, &code).Response))
	for _, p := range cast() {
		s.tokens[p.name] = w.token(t, p.name)
		if p.home == "ward" {
			s.phones = append(s.phones, p.phone)
			s.harvest(`"` + w.named[p.name] + `" "` + w.named["grant of "+p.name] + `"`)
		}
	}
	w.play(t, readCase(t, "testdata/idor_other_ward.graphql"))
	s.findPlaces()
	s.findPrivate()
	return s
}

var looksLikeID = regexp.MustCompile(`"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"`)

func (s *sweep) harvest(answer string) {
	for _, id := range looksLikeID.FindAllString(answer, -1) {
		if id = strings.Trim(id, `"`); !slices.Contains(s.ids, id) {
			s.ids = append(s.ids, id)
		}
	}
}

// findPlaces walks the arguments of every query and mutation.
func (s *sweep) findPlaces() {
	known := inputs()
	for _, root := range []*ast.Definition{s.schema.Query, s.schema.Mutation} {
		for _, f := range root.Fields {
			paths := s.pathsOf(f.Arguments)
			if len(paths) == 0 || strings.HasPrefix(f.Name, "__") {
				continue
			}
			if known[f.Name] == "" {
				s.t.Errorf("%s takes an id: give inputs() a row for it", f.Name)
				continue
			}
			var base map[string]any
			if err := json.Unmarshal([]byte(s.fill(s.t, &step{vars: known[f.Name]})), &base); err != nil {
				s.t.Fatalf("the inputs of %s: %v", f.Name, err)
			}
			document := s.document(root, f, base)
			for _, path := range paths {
				s.places = append(s.places, place{f, document, oneDeed(f.Name, base, path), path})
			}
		}
	}
}

// pathsOf finds the variables, and the fields within them, that are ids.
func (s *sweep) pathsOf(args ast.ArgumentDefinitionList) (paths [][]string) {
	for _, a := range args {
		paths = append(paths, s.within(a.Name, a.Type)...)
	}
	return paths
}

func (s *sweep) within(name string, t *ast.Type) (paths [][]string) {
	if t.Elem != nil {
		for _, rest := range s.within("0", t.Elem) {
			paths = append(paths, append([]string{name}, rest...))
		}
		return paths
	}
	if t.NamedType == "ID" {
		return [][]string{{name}}
	}
	for _, f := range s.schema.Types[t.NamedType].Fields {
		for _, rest := range s.within(f.Name, f.Type) {
			paths = append(paths, append([]string{name}, rest...))
		}
	}
	return paths
}

// document asks for all there is to see in a few levels.
func (s *sweep) document(root *ast.Definition, f *ast.FieldDefinition, base map[string]any) string {
	levels := 4
	if slices.Contains([]string{"syncAssistance", "uploadOffline", "conferences", "reviewLogs", "logsToReview"}, f.Name) {
		levels = 3 // a hundred results, or twenty, with all that belongs to each would pass the limit of cost
	}
	var variables, arguments []string
	for _, a := range f.Arguments {
		if _, given := base[a.Name]; given {
			variables = append(variables, "$"+a.Name+": "+a.Type.String())
			arguments = append(arguments, a.Name+": $"+a.Name)
		}
	}
	return fmt.Sprintf("%s Sweep(%s) { %s(%s) %s }", strings.ToLower(root.Name), strings.Join(variables, ", "),
		f.Name, strings.Join(arguments, ", "), s.selection(f.Type.Name(), levels))
}

func (s *sweep) selection(typeName string, levels int) string {
	def := s.schema.Types[typeName]
	switch {
	case def.IsLeafType():
		return ""
	case def.IsAbstractType():
		return "{ __typename" + s.alternatives(def) + " }"
	}
	out := "{ __typename"
	for _, f := range def.Fields {
		if slices.Contains([]string{"possibleDuplicates", "mergedInto", "mergedFrom", "similar"}, f.Name) && f.Type.Name() == "HelpRequest" {
			out += " " + f.Name + " { id }" // a request in a request: the words would be too many
			continue
		}
		leaf := s.schema.Types[f.Type.Name()].IsLeafType()
		again := f.Name == "edges" || f.Name == "pageInfo" || f.Name == "successors" || f.Name == "conference" // seen elsewhere
		below := levels - 1
		if f.Type.Name() == typeName {
			below = min(below, 1) // a chain of one type shows itself by its next link
		}
		if leaf || levels > 1 && !again {
			out += " " + f.Name + " " + s.selection(f.Type.Name(), below)
		}
	}
	return out + " }"
}

// alternatives names the identity of whatever it is: once for an interface, for each member of a union.
func (s *sweep) alternatives(def *ast.Definition) string {
	if def.Kind == ast.Interface {
		return " id"
	}
	out := ""
	for _, d := range s.schema.GetPossibleTypes(def) {
		out += " ... on " + d.Name + " { id }"
	}
	return out
}

// documentFor is the document with which an id is tried: node(id) asks for all there is of the type that the id speaks of.
func (s *sweep) documentFor(p place, text string) string {
	id, err := gid.Parse(text)
	name := strings.Replace(id.Kind().String(), "Citizen", "Me", 1)
	if def := s.schema.Types[name]; p.field.Name == "node" && err == nil && def != nil && slices.Contains(def.Interfaces, "Node") {
		return "query Sweep($id: ID!) { node(id: $id) { ... on " + name + " " + s.selection(name, 4) + " } }"
	}
	return p.document
}

// findPrivate asks a visitor, about the kinds that the public may read at all.
func (s *sweep) findPrivate() {
	node := s.places[slices.IndexFunc(s.places, func(p place) bool { return p.field.Name == "node" })]
	public := []gid.Kind{
		gid.Unit, gid.Organisation, gid.Procedure, gid.ProcedureVersion, gid.ProcedureFee, gid.ChecklistItem, gid.Conference, gid.Question, gid.Commitment, gid.Proposal, gid.Sitting, gid.AgendaItem,
		gid.Invitation, gid.Poll, gid.PollOption, gid.Draft, gid.DraftVersion, gid.Clause, gid.Opinion, gid.CriticismDocument, gid.Attachment,
		// reception
		gid.Reception, gid.ReceptionSlot,
		gid.Team, gid.HelpPoint,
	}
	for _, text := range s.ids {
		id, err := gid.Parse(text)
		s.private[text] = err == nil && !slices.Contains(public, id.Kind()) || strings.Contains(s.ask("visitor", node, text), `"data":{"node":null}`)
	}
	maps.DeleteFunc(s.private, func(_ string, private bool) bool { return !private })
	s.sparePublic(2)
	if !s.private[s.named["draft"]] || !s.private[s.named["waiting"]] || len(s.private) == len(s.ids) {
		s.t.Fatalf("%d of %d ids are private: a draft and a question that waits are, and a unit is not", len(s.private), len(s.ids))
	}
}

// sparePublic keeps so many ids of each kind of what the public may read: of those there is only what an answer shows to look
// at, and the answers of a kind are alike. Of what is private every id stays.
func (s *sweep) sparePublic(most int) {
	kept := map[gid.Kind]int{}
	s.ids = slices.DeleteFunc(s.ids, func(text string) bool {
		id, err := gid.Parse(text)
		if err != nil || s.private[text] {
			return false
		}
		kept[id.Kind()]++
		return kept[id.Kind()] > most
	})
}

// tryAll puts every id into every place. Where an id that names nothing is refused for the person's sake, the refusal came before
// any id was read: one id of each kind shows there what all would.
func (s *sweep) tryAll(who string) {
	for _, p := range s.places {
		unknown, refused := map[gid.Kind]string{}, map[gid.Kind]bool{}
		for _, text := range s.ids {
			id, err := gid.Parse(text)
			if err != nil || meant(p, id.Kind()) || refused[id.Kind()] {
				continue
			}
			if unknown[id.Kind()] == "" {
				unknown[id.Kind()] = s.ask(who, p, strangerOf(id))
				refused[id.Kind()] = forThePerson.MatchString(unknown[id.Kind()])
			}
			s.try(who, p, text, unknown[id.Kind()])
		}
	}
}

var forThePerson = regexp.MustCompile(`"code":"(UNAUTHENTICATED|FORBIDDEN)"`)

func (s *sweep) try(who string, p place, id, unknown string) {
	answer := s.ask(who, p, id)
	if leak := s.leak(answer); leak != "" {
		s.t.Errorf("%s learns %s by %s %v: %s", who, leak, p.field.Name, p.path, answer)
	}
	if s.private[id] && answer != unknown {
		s.t.Errorf("%s tells %s from nothing at %s %v:\n%s\n%s", who, id, p.field.Name, p.path, answer, unknown)
	}
}

// strangerOf is an id of the same kind and instant that names nothing.
func strangerOf(id gid.ID) string {
	copy(id[10:], []byte{0xee, 0xee, 0xee, 0xee, 0xee, 0xee})
	return id.String()
}

// leak finds an id or words in an answer that only the ward may read.
func (s *sweep) leak(answer string) string {
	for id := range s.private {
		if strings.Contains(answer, id) {
			return id
		}
	}
	for _, words := range append(s.phones, "hồ sơ khai sinh", `"Minh"`, `"Lan"`) {
		if strings.Contains(answer, words) {
			return words
		}
	}
	return ""
}

// ask puts the id into the place and gives the answer, in which the id itself is blotted out.
func (s *sweep) ask(who string, p place, id string) string {
	s.answers++
	vars, own := s.variables(p, id)
	payload, err := json.Marshal(map[string]any{"query": s.documentFor(p, id), "variables": vars})
	if err != nil {
		s.t.Fatal(err)
	}
	r := httptest.NewRequestWithContext(s.t.Context(), "POST", "/graphql", strings.NewReader(string(payload)))
	r.Header.Set("Content-Type", "application/json")
	if who != "visitor" {
		r.Header.Set("Authorization", "Bearer "+s.tokens[who])
	}
	w := httptest.NewRecorder()
	s.Handler.ServeHTTP(w, r)
	body := w.Body.String()
	if strings.Contains(body, `"INTERNAL"`) || strings.Contains(body, `_LIMIT"`) {
		s.t.Fatalf("%s at %s %v: %s\n%s", who, p.field.Name, p.path, body, s.documentFor(p, id))
	}
	return fmt.Sprint(w.Code, " ", strings.NewReplacer(id, "<id>", own, "<own>").Replace(body))
}

// with is a copy of the variables in which one is replaced.
func with(value any, path []string, id string) any {
	if len(path) == 0 {
		return id
	}
	switch value := value.(type) {
	case map[string]any:
		out := map[string]any{}
		for k, v := range value {
			out[k] = v
		}
		out[path[0]] = with(value[path[0]], path[1:], id)
		return out
	case []any:
		return append([]any{with(value[0], path[1:], id)}, value[1:]...)
	}
	return id
}

// snapshot is all that the city admin reads of the ward, line by line. Cases are left out: whoever reads may flag.
func (s *sweep) snapshot() string {
	node := s.places[slices.IndexFunc(s.places, func(p place) bool { return p.field.Name == "node" })]
	var lines []string
	for _, id := range s.ids {
		if answer := s.ask("thanh", node, id); !strings.Contains(answer, "ModerationCase") {
			lines = append(lines, id+" "+answer)
		}
	}
	return strings.Join(lines, "\n")
}

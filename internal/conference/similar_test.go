package conference_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/questionword"
	"gandan/internal/conference"
	"gandan/internal/fault"
	"gandan/internal/store"
)

func (w *world) asks(t *testing.T, c *ent.Conference, body string) *ent.Question {
	t.Helper()
	return must[*ent.Question](t)(w.Ask(w.citizen, asking(c, func(in *conference.AskQuestionInput) { in.Body = body })))
}

// words are those kept of the question, sorted.
func (w *world) words(t *testing.T, id gid.ID) []string {
	t.Helper()
	rows := must[[]*ent.QuestionWord](t)(w.store.Reader(w.system).QuestionWord.Query().Where(questionword.QuestionID(id)).All(w.system))
	var list []string
	for _, r := range rows {
		list = append(list, r.Word)
	}
	slices.Sort(list)
	return list
}

func TestWhatAsksTheSameIsFoundWhileItIsWritten(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c, other := w.live(t), w.live(t)
		street := w.asks(t, c, "Bao giờ đường Quang Trung được sửa?")
		long := w.asks(t, c, "Đường Quang Trung có nhiều ổ gà, xe máy thường bị ngã vào buổi tối.")
		w.asks(t, c, "Rác ở chợ Hà Đông được thu gom lúc mấy giờ?")
		w.asks(t, other, "Bao giờ đường Quang Trung được sửa?")
		for _, x := range []struct {
			text string
			want []*ent.Question
		}{
			{"duong quang trung sua", []*ent.Question{street, long}},
			{"ĐƯỜNG QUANG TRUNG", []*ent.Question{street, long}},
			{"ổ gà trên đường", []*ent.Question{long}},
			{"chung", nil}, {"khi nào thì có?", nil}, {"", nil}, {"quang", []*ent.Question{street, long}},
			{"Quang cảnh", nil}, // one word of two is too little
		} {
			got := must[[]*conference.SimilarQuestion](t)(w.Similar(w.visitor, c.ID, x.text, 5))
			var ids, want []gid.ID
			for i, s := range got {
				ids = append(ids, s.Question.ID)
				if s.SharedPercent < 1 || s.SharedPercent > 100 || i > 0 && s.SharedPercent > got[i-1].SharedPercent {
					t.Errorf("%q: %d percent at place %d", x.text, s.SharedPercent, i)
				}
			}
			for _, q := range x.want {
				want = append(want, q.ID)
			}
			if !slices.Equal(ids, want) {
				t.Errorf("%q finds %v, want %v", x.text, ids, want)
			}
		}
		if got := must[[]*conference.SimilarQuestion](t)(w.Similar(w.visitor, c.ID, "duong quang trung sua", 1)); len(got) != 1 || got[0].SharedPercent != 100 {
			t.Errorf("the first is %v", got)
		}
	})
}

func TestOnlyWhatIsPublicIsFound(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.announced(t, moderated)
		q, same := w.asks(t, c, "Bao giờ đường Quang Trung được sửa?"), w.asks(t, c, "Đường Quang Trung sửa khi nào?")
		finds := func(want int) {
			t.Helper()
			for _, who := range []context.Context{w.visitor, w.citizen, w.admin} {
				if got := must[[]*conference.SimilarQuestion](t)(w.Similar(who, c.ID, "sua duong quang trung", 10)); len(got) != want {
					t.Errorf("found %d, want %d", len(got), want)
				}
			}
		}
		do := func(err error) {
			t.Helper()
			if err != nil {
				t.Fatal(err)
			}
		}
		finds(0)
		do(w.publish(w.admin, q))
		finds(1)
		want := []string{"duong", "quang", "sua", "trung"}
		if got := w.words(t, q.ID); !slices.Equal(got, want) {
			t.Errorf("kept are %v", got)
		}
		do(w.hide(w.admin, q))
		finds(0)
		do(w.publish(w.admin, q))
		do(w.publish(w.admin, same))
		finds(2)
		must[*ent.Question](t)(w.Merge(w.admin, joining(same, q)))
		finds(1)
		w.answered(t, q)
		finds(1)
		if len(w.words(t, same.ID)) != 0 || !slices.Equal(w.words(t, q.ID), want) {
			t.Errorf("kept are %v and %v", w.words(t, same.ID), w.words(t, q.ID))
		}
	})
}

func TestASearchIsBounded(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.live(t)
		var many []string
		for i := range 150 {
			many = append(many, fmt.Sprintf("từ%d", i))
		}
		body := strings.Join(many, " ")
		q := w.asks(t, c, body)
		if got := w.words(t, q.ID); len(got) != 40 {
			t.Errorf("%d words are kept", len(got))
		}
		w.asks(t, c, strings.Repeat("a", 41)+" "+strings.Repeat("đường ", 20))
		ctx, counted := store.CountStatements(w.visitor)
		if got := must[[]*conference.SimilarQuestion](t)(w.Similar(ctx, c.ID, body, 10)); len(got) != 1 || got[0].SharedPercent != 100 || counted.Statements() != 4 {
			t.Errorf("found %v with %d statements", got, counted.Statements())
		}
		_, err := w.Similar(w.visitor, c.ID, strings.Repeat("ế", 1001), 5)
		wantFault(t, err, fault.BadUserInput, "TOO_LONG", "text")
		for _, n := range []int{0, -1, 11} {
			_, err := w.Similar(w.visitor, c.ID, "đường", n)
			wantFault(t, err, fault.BadUserInput, "BAD_PAGE_SIZE", "first")
		}
		for _, id := range []gid.ID{gid.Zero, w.draft(t).ID, q.ID} {
			_, err := w.Similar(w.visitor, id, "đường", 5)
			wantFault(t, err, fault.NotFound, "NOT_FOUND")
		}
	})
}

func TestTheListOfTopicsIsSoundAndServesTheQuestions(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		codes := map[string]bool{}
		for _, topic := range w.Topics() {
			if codes[topic.Code] || topic.Name(w.visitor) == "" || len(topic.Code) > 40 || topic.Code != strings.ToUpper(topic.Code) {
				t.Errorf("%v is twice there or not sound", topic)
			}
			codes[topic.Code] = true
		}
		if n := len(codes); n < 10 || n > 20 || !codes["OTHER"] {
			t.Errorf("%d topics: the schema says 20 at most", n)
		}
		c := w.live(t)
		about := func(code string) *ent.Question {
			return must[*ent.Question](t)(w.Ask(w.citizen, asking(c, func(in *conference.AskQuestionInput) { in.Topic = &code })))
		}
		land, health, none := about("LAND"), about("HEALTH"), w.ask(t, w.citizen, c)
		list := func(code string) int {
			t.Helper()
			p := must[*conferencePage](t)(w.Questions(w.visitor, w.conferenceNow(t, c.ID), conference.MostVoted, &code, first(10)))
			if n := must[int](t)(p.TotalCount(w.visitor)); n != len(p.Nodes) {
				t.Errorf("%s: counted %d of %d", code, n, len(p.Nodes))
			}
			return len(p.Nodes)
		}
		must[*ent.Question](t)(w.SetTopic(w.admin, conference.SetQuestionTopicInput{QuestionID: none.ID, Topic: ptr("LAND")}))
		must[*ent.Question](t)(w.SetTopic(w.admin, conference.SetQuestionTopicInput{QuestionID: health.ID}))
		if list("LAND") != 2 || list("HEALTH") != 0 || w.TopicOf(w.questionNow(t, health.ID)) != nil || w.TopicOf(w.questionNow(t, land.ID)).Code != "LAND" {
			t.Error("the topics are not those that were set")
		}
		_, err := w.Questions(w.visitor, c, conference.Newest, ptr("WEATHER"), first(10))
		wantFault(t, err, fault.BadUserInput, "UNKNOWN_TOPIC", "topic")
		_, err = w.SetTopic(w.admin, conference.SetQuestionTopicInput{QuestionID: land.ID, Topic: ptr("WEATHER")})
		wantFault(t, err, fault.BadUserInput, "UNKNOWN_TOPIC", "input.topic")
		for _, who := range []context.Context{w.citizen, w.otherWardAdmin, w.visitor} {
			_, err = w.SetTopic(who, conference.SetQuestionTopicInput{QuestionID: land.ID})
			wantFault(t, err, fault.Forbidden, "FORBIDDEN")
		}
	})
}

func TestAComplaintIsRefusedBeforeAnythingElse(t *testing.T) {
	onOne(t, func(t *testing.T, w *world) {
		for name, change := range map[string]func(*conference.AskQuestionInput){
			"short":         func(in *conference.AskQuestionInput) { in.Body = "x" },
			"nowhere":       func(in *conference.AskQuestionInput) { in.ConferenceID = gid.Zero },
			"whole":         func(*conference.AskQuestionInput) {},
			"a bad id":      func(in *conference.AskQuestionInput) { in.ClientID = ptr("x") },
			"a wrong topic": func(in *conference.AskQuestionInput) { in.Topic = ptr("x") },
		} {
			in := asking(w.live(t), change)
			in.IsComplaint = ptr(true)
			_, err := w.Ask(w.citizen, in)
			if !fault.HasKey(err, "COMPLAINT_REDIRECTED") {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}

package conference_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"entgo.io/ent/dialect"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/question"
	"gandan/internal/conference"
	"gandan/internal/page"
	"gandan/internal/store"
	"gandan/internal/store/storetest"
)

// TestTheListsOfQuestionsAreReadInTheOrderOfAnIndex looks at the plans among two thousand questions of four conferences.
func TestTheListsOfQuestionsAreReadInTheOrderOfAnIndex(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.ended(t)
		for _, at := range []*ent.Conference{c, w.ended(t), w.ended(t), w.ended(t)} {
			w.manyQuestions(t, at, 500)
		}
		w.analyse(t)
		c = w.conferenceNow(t, c.ID)
		after := must[*conferencePage](t)(w.Owed(w.admin, conference.Owing{UnitID: &w.ward.ID}, first(20))).PageInfo.EndCursor
		for name, read := range map[string]func(ctx context.Context) error{
			"of a topic": func(ctx context.Context) error {
				_, err := w.Questions(ctx, c, conference.MostVoted, ptr("LAND"), first(20))
				return err
			},
			"of a topic, newest": func(ctx context.Context) error {
				_, err := w.Questions(ctx, c, conference.Newest, ptr("LAND"), first(20))
				return err
			},
			"of the queue": func(ctx context.Context) error {
				_, err := w.QueueOf(ctx, c, question.StageNEXT, first(20))
				return err
			},
			"owed in the ward": func(ctx context.Context) error {
				_, err := w.Owed(ctx, conference.Owing{UnitID: &w.ward.ID}, first(20))
				return err
			},
			"owed behind a cursor": func(ctx context.Context) error {
				_, err := w.Owed(ctx, conference.Owing{UnitID: &w.ward.ID}, page.Args{First: ptr(20), After: after})
				return err
			},
			"owed in the city": func(ctx context.Context) error {
				_, err := w.Owed(ctx, conference.Owing{UnitID: &w.city.ID}, first(20))
				return err
			},
			"owed anywhere": func(ctx context.Context) error { _, err := w.Owed(ctx, conference.Owing{}, first(20)); return err },
			"owed by one": func(ctx context.Context) error {
				_, err := w.Owed(ctx, conference.Owing{OwnerID: &w.wardCommittee.ID}, first(20))
				return err
			},
			"overdue": func(ctx context.Context) error {
				_, err := w.Owed(ctx, conference.Owing{UnitID: &w.ward.ID, Overdue: ptr(true)}, first(20))
				return err
			},
			"owed by nobody": func(ctx context.Context) error { _, err := w.Unowned(ctx, c.ID, first(20)); return err },
			"my own": func(ctx context.Context) error {
				_, err := w.Mine(ctx, &ent.Account{ID: actorOf(w.citizen).ID}, first(20))
				return err
			},
		} {
			t.Run(name, func(t *testing.T) {
				w.wantPlans(t, w.cityAdmin, read, "question_", append(wholeTables(), "TEMP B-TREE", "filesort")...)
			})
		}
		t.Run("alike", func(t *testing.T) { // the few that are found are grouped and sorted, each word is read from the index
			w.wantPlans(t, w.visitor, func(ctx context.Context) error {
				got, err := w.Similar(ctx, c.ID, "đường số chín trăm lẻ một được sửa", 10)
				if err == nil && len(got) != 10 {
					t.Errorf("%d are alike", len(got))
				}
				return err
			}, "question", wholeTables()...)
		})
		t.Run("by a code", func(t *testing.T) {
			code := *w.LookupCode(w.citizen, w.ask(t, w.citizen, w.live(t)))
			w.wantPlans(t, w.visitor, func(ctx context.Context) error { _, err := w.QuestionByCode(ctx, code); return err }, "lookup_hash", wholeTables()...)
		})
	})
}

// wantPlans reads and holds each plan to an index whose name holds the word, and to none of what an index spares.
func (w *world) wantPlans(t *testing.T, who context.Context, read func(context.Context) error, index string, not ...string) {
	t.Helper()
	seen := 0
	ctx := store.TraceStatements(who, func(query string, args []any) {
		if !strings.Contains(query, "FROM `question") {
			return // the conference, by its id
		}
		seen++
		plan := storetest.Explain(t, w.store, query, args)
		if !strings.Contains(plan, index) {
			t.Errorf("no index %q:\n%s\n%s", index, query, plan)
		}
		for _, word := range not {
			if strings.Contains(plan, word) {
				t.Errorf("the plan holds %q:\n%s\n%s", word, query, plan)
			}
		}
	})
	if err := read(ctx); err != nil || seen == 0 {
		t.Errorf("%d statements (%v)", seen, err)
	}
}

// wholeTables are the words of a plan that reads a table from end to end; what a page has picked is no table.
func wholeTables() []string {
	return []string{"SCAN question", "SCAN c0", "SCAN c1", "questions ALL", "question_words ALL", "c0 ALL", "c1 ALL"}
}

// manyQuestions asks so many questions: a tenth of each topic, a third queued, a quarter owed.
func (w *world) manyQuestions(t *testing.T, c *ent.Conference, n int) {
	t.Helper()
	topics := []string{"LAND", "TRAFFIC", "HEALTH", "OTHER"}
	write(t, w, func(ctx context.Context, tx *store.Tx) (int, error) {
		var rows []*ent.QuestionCreate
		var words []*ent.QuestionWordCreate
		for i := range n {
			id := tx.NewID(gid.Question)
			row := tx.Question.Create().SetID(id).SetConferenceID(c.ID).SetUnitID(c.UnitID).SetUnitPath(c.UnitPath).
				SetAuthorID(actorOf([]context.Context{w.citizen, w.neighbour}[i%2]).ID).SetShowName(false).
				SetBody("Đường được sửa?").SetStatus(question.StatusPUBLISHED).SetListed(true).SetTopic(topics[i%4]).SetVoteCount(i % 50)
			if i%3 == 0 {
				row.SetStage(question.StageNEXT).SetStagePosition(i)
			}
			if i%4 == 0 {
				row.SetOwnerID([]gid.ID{w.wardCommittee.ID, w.cityCommittee.ID}[i/4%2]).SetAnswerDueOn(fmt.Sprintf("2026-%02d-%02d", 2+i%3, 1+i%28))
			}
			rows = append(rows, row)
			for _, word := range []string{"duong", "so", fmt.Sprint("tu", i%100), fmt.Sprint("khac", i)} {
				words = append(words, tx.QuestionWord.Create().SetConferenceID(c.ID).SetQuestionID(id).SetWord(word))
			}
		}
		if err := tx.Question.CreateBulk(rows...).Exec(ctx); err != nil {
			return 0, err
		}
		return 0, tx.QuestionWord.CreateBulk(words...).Exec(ctx)
	})
}

// analyse tells the database what is in the tables, as it would know after a while.
func (w *world) analyse(t *testing.T) {
	t.Helper()
	if w.store.Dialect() == dialect.SQLite {
		return // it plans by the form of the indexes alone
	}
	_, db := w.store.DB()
	rows, err := db.QueryContext(context.Background(), "ANALYZE TABLE questions, question_words")
	if err != nil {
		t.Fatal(err)
	}
	for rows.Next() {
		continue
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	_ = rows.Close()
}

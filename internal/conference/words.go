package conference

import (
	"context"
	"strings"
	"unicode/utf8"

	"gandan/ent"
	"gandan/ent/questionword"
	"gandan/internal/store"
	"gandan/internal/text"
)

// The bounds of what is compared. Forty different words say what a question of a thousand characters is about.
const (
	mostWords   = 40
	longestWord = 40 // characters
)

// emptyWords are syllables that stand in every question, folded. The list is short on purpose: without its marks "cho" may also
// be a market and "den" a lamp, so only what tells nearly nothing is left out.
var emptyWords = func() map[string]bool {
	list := map[string]bool{}
	for w := range strings.FieldsSeq("a ai anh bao cac cach chi cho chung co con cua da dang de den di do duoc em gi gio ha hay hoac " +
		"khi khong la lai len ma minh mot nao nay ngay nhu nhung nhieu o ra rang rat roi sao se tai thi theo thua toi trong tu u va van ve vi voi xin") {
		list[w] = true
	}
	return list
}()

// wordsOf are the different words of a text that tell something, folded, in their order.
func wordsOf(s string) []string {
	seen, words := map[string]bool{}, []string{}
	for w := range strings.FieldsSeq(text.Fold(s)) {
		if emptyWords[w] || seen[w] || utf8.RuneCountInString(w) > longestWord {
			continue
		}
		seen[w] = true
		if words = append(words, w); len(words) == mostWords {
			break
		}
	}
	return words
}

// keepWords makes a question that became public findable by what it says.
func keepWords(ctx context.Context, tx *store.Tx, q *ent.Question) error {
	words := wordsOf(q.Body)
	rows := make([]*ent.QuestionWordCreate, len(words))
	for i, w := range words {
		rows[i] = tx.QuestionWord.Create().SetConferenceID(q.ConferenceID).SetQuestionID(q.ID).SetWord(w)
	}
	return tx.QuestionWord.CreateBulk(rows...).Exec(ctx)
}

// dropWords undoes keepWords once the public may not read the question.
func dropWords(ctx context.Context, tx *store.Tx, q *ent.Question) error {
	_, err := tx.QuestionWord.Delete().Where(questionword.QuestionID(q.ID)).Exec(ctx)
	return err
}

package satisfaction

import (
	"slices"
	"strconv"
)

// Reason is why somebody was content or not.
type Reason string

// The public list of reasons: each has its opposite, so that the list leads nobody.
const (
	ClearAnswers     Reason = "CLEAR_ANSWERS"
	UnclearAnswers   Reason = "UNCLEAR_ANSWERS"
	EnoughTime       Reason = "ENOUGH_TIME"
	TooLittleTime    Reason = "TOO_LITTLE_TIME"
	EasyToJoin       Reason = "EASY_TO_JOIN"
	HardToJoin       Reason = "HARD_TO_JOIN"
	QuestionsHeard   Reason = "QUESTIONS_HEARD"
	QuestionsUnheard Reason = "QUESTIONS_UNHEARD"
	PromisesConcrete Reason = "PROMISES_CONCRETE"
	PromisesVague    Reason = "PROMISES_VAGUE"
)

// Reasons lists them in the order in which they are shown.
func Reasons() []Reason {
	return []Reason{
		ClearAnswers, UnclearAnswers, EnoughTime, TooLittleTime, EasyToJoin, HardToJoin, QuestionsHeard, QuestionsUnheard,
		PromisesConcrete, PromisesVague,
	}
}

// The bounds of a rating.
const (
	worst, best = 1, 5
	mostReasons = 5
)

// everyone is the mark that every rating gives: its tally is the number of answers, and its row the gate of the subject.
const everyone = "ALL"

func scoreMark(score int) string { return "SCORE_" + strconv.Itoa(score) }

// marks lists every mark there is.
func marks() []string {
	all := []string{everyone}
	for score := worst; score <= best; score++ {
		all = append(all, scoreMark(score))
	}
	for _, r := range Reasons() {
		all = append(all, string(r))
	}
	return all
}

// known says whether the reason is on the list.
func known(r Reason) bool { return slices.Contains(Reasons(), r) }

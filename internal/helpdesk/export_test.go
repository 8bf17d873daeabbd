package helpdesk

// Codes lists the codes of every series of reasons, without the missing one.
func Codes() map[string][]string {
	all := map[string][]string{}
	for _, series := range reasonSeries() {
		list := series.reasons()
		all[string(series)] = list[:len(list)-1]
	}
	all[string(seriesOfNotSolved)] = codes([]NotSolvedReason{DossierReturned, StillWaiting, NoAnswerThere, ProblemCameBack, OtherOfNotSolved})
	return all
}

// FingerprintOf is what is kept of a log that was sent with a client id.
func FingerprintOf(in LogAssistanceInput) []byte { return in.fingerprint() }

package moderation

// The facts moderation tells. Their subject is the case; the data are unitId, contentId, kind (QUESTION, HELP_REQUEST, OPINION) and
// cause. Neither names the person who flagged or asked.
const (
	// CaseOpened says that content waits for a decision.
	CaseOpened = "moderation.case_opened"
	// Decided says that an admin decided; the data are also decisionId, outcome and reasonCode.
	Decided = "moderation.decided"
)

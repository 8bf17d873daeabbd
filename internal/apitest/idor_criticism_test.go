package apitest_test

// inputsOfCriticism are variables with which the other ward succeeds, or nearly so, for each root field of social criticism and
// of satisfaction that takes an id.
func inputsOfCriticism() map[string]string {
	return map[string]string{
		"draft": `{"id": ""}`, "drafts": `{"unitId": ""}`, "unitDrafts": `{"unitId": ""}`, "draftDiff": `{"draftId": "", "from": 1, "to": 2}`,
		"createDraft": `{"input": {"unitId": "{{other}}", "title": "Quy chế", "drafterId": "{{other committee}}", "organiserId": "{{other front}}",
			"form": "WRITTEN"}}`,
		"publishDraftVersion":    `{"input": {"draftId": "", "clauses": [{"label": "Điều 1", "body": "Khác."}]}}`,
		"openDraft":              `{"input": {"id": "", "opinionsUntil": "2026-12-31"}}`,
		"linkDraftConference":    `{"input": {"draftId": "", "conferenceId": "{{my conference}}"}}`,
		"closeDraft":             `{"input": {"id": ""}}`,
		"issueCriticismDocument": `{"input": {"draftId": "", "body": "Văn bản phản biện."}}`,
		"finishAnswers":          `{"input": {"draftId": ""}}`,
		"withdrawDraft":          `{"input": {"id": "", "reason": "Thôi"}}`,
		"giveOpinion":            `{"input": {"draftId": "", "clauseId": null, "body": "Tôi góp ý như sau.", "capacity": "CITIZEN", "channel": "WRITTEN"}}`,
		"answerOpinion":          `{"input": {"opinionId": "", "response": "NOT_ACCEPTED", "reason": "Không cần thiết."}}`,
		"rateConference":         `{"input": {"conferenceId": "", "score": 1, "reasons": []}}`,
	}
}

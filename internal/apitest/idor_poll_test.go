package apitest_test

// inputsOfPolls are the rows of inputs for polls and for what is watched.
func inputsOfPolls() map[string]string {
	return map[string]string{
		"poll": `{"id": ""}`, "conferenceSnapshot": `{"conferenceId": ""}`,
		"createPoll": `{"input": {"conferenceId": "", "question": "Giờ nào thuận tiện?", "kind": "SINGLE", "options": ["Sáng", "Chiều"]}}`,
		"openPoll":   `{"input": {"id": ""}}`, "closePoll": `{"input": {"id": ""}}`, "publishPoll": `{"input": {"id": ""}}`,
		"castBallot": `{"input": {"pollId": "{{my poll}}", "optionIds": ["{{my option}}"]}}`,
	}
}

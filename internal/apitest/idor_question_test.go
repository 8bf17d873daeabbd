package apitest_test

// inputsOfQuestions are the rows of inputs() for the root fields of questions.
func inputsOfQuestions() map[string]string {
	return map[string]string{
		"similarQuestions": `{"conferenceId": "", "text": "Bao giờ đường được sửa?"}`,
		"owedAnswers":      `{"unitId": "", "ownerId": null}`,
		"unownedQuestions": `{"conferenceId": ""}`,
		"setQuestionTopic": `{"input": {"questionId": "", "topic": "LAND"}}`,
		"queueQuestion":    `{"input": {"questionId": "", "stage": "NEXT"}}`,
		"answerNow":        `{"input": {"questionId": ""}}`,
		"finishAnswering":  `{"input": {"conferenceId": ""}}`,
		"pauseQuestions":   `{"input": {"conferenceId": ""}}`,
		"resumeQuestions":  `{"input": {"conferenceId": ""}}`,
		"assignQuestion":   `{"input": {"questionId": "{{my question}}", "ownerId": "{{other committee}}", "answerDueOn": "2026-12-31"}}`,
	}
}

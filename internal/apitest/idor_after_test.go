package apitest_test

// inputsOfAfter are the variables for the root fields of what comes after the help.
func inputsOfAfter() map[string]string {
	return map[string]string{
		"answerSolved":        `{"input": {"id": "", "solved": "NO"}}`,
		"followUpHelpRequest": `{"input": {"id": "", "unitId": "{{other}}", "consentToContact": true}}`,
		"helpSatisfaction":    `{"unitId": "", "applicantKind": "RESIDENT", "fromMonth": "2026-03", "toMonth": "2026-04"}`,
		"solvedFigures":       `{"unitId": "", "fromMonth": "2026-03", "toMonth": "2026-04"}`,
		"reasonFigures":       `{"unitId": "", "fromMonth": "2026-03", "toMonth": "2026-04"}`,
	}
}

package apitest_test

// inputsOfMatching are the variables for the root fields of who helps.
func inputsOfMatching() map[string]string {
	return map[string]string{
		"assignHelpRequest":     `{"input": {"id": "", "volunteerId": "{{yen}}", "note": "Gần hơn"}}`,
		"acceptAssignment":      `{"input": {"id": ""}}`,
		"declineAssignment":     `{"input": {"id": "", "reasonCode": "BUSY"}}`,
		"agreeTime":             `{"input": {"id": "", "from": "2026-03-20T02:00:00Z", "to": "2026-03-20T03:00:00Z"}}`,
		"setCompanion":          `{"input": {"id": "", "volunteerId": null}}`,
		"escalatedHelpRequests": `{"unitId": "", "level": 1}`,
		"teamLoad":              `{"unitId": ""}`,
	}
}

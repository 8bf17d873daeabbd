package apitest_test

// inputsOfAssistance are the variables for the root fields of logs, walk-ins and certificates.
func inputsOfAssistance() map[string]string {
	return map[string]string{
		"confirmLog":            `{"input": {"logId": ""}}`,
		"disputeLog":            `{"input": {"logId": "", "reasonCode": "OTHER"}}`,
		"requestCompletionCode": `{"input": {"requestId": ""}}`,
		"showCompletionCode":    `{"input": {"requestId": ""}}`,
		"confirmLogByCode":      `{"input": {"logId": "", "code": "000000"}}`,
		"correctLog":            `{"input": {"logId": "", "minutes": 7, "reason": "Sai."}}`,
		"reviewLogs":            `{"input": {"items": [{"logId": "", "decision": "REJECT", "comment": "Sai."}]}}`,
		"recordWalkIns":         `{"input": {"unitId": "", "day": "2026-03-02", "rows": [{"channel": "PHONE", "people": 1}]}}`,
		"requestCertificate":    `{"input": {"unitId": "{{other}}", "from": "2026-03-01", "to": "2026-03-31"}}`,
		"issueCertificate":      `{"input": {"volunteerId": "{{an}}", "unitId": "{{other}}", "from": "2026-03-01", "to": "2026-03-31"}}`,
		"revokeCertificate":     `{"input": {"id": "", "reason": "Sai."}}`,
		"logsToReview":          `{"unitId": ""}`,
		"walkInCounts":          `{"unitId": ""}`,
		"assistanceFigures":     `{"unitId": "", "from": "2026-02-01", "to": "2026-02-28"}`,
		"certificates":          `{"unitId": ""}`,
	}
}

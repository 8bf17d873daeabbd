package apitest_test

// inputsOfRequests are the variables for the root fields of entering, priority and duplicates.
func inputsOfRequests() map[string]string {
	return map[string]string{
		"enterHelpRequest": `{"input": {"phone": "0100000111", "unitId": "{{other}}", "procedureId": "{{birth}}", "description": "Bà cần giúp nộp hồ sơ.",
			"mode": "AT_POINT", "consentToContact": true, "channel": "AT_POINT"}}`,
		"confirmRequestPhone": `{"input": {"id": "", "code": "000000"}}`,
		"resendRequestCode":   `{"input": {"id": ""}}`,
		"setPriority":         `{"input": {"id": "", "urgency": "SAFETY", "reason": "Khẩn"}}`,
		"mergeHelpRequests":   `{"input": {"id": "{{my request}}", "intoId": "{{my second request}}"}}`,
	}
}

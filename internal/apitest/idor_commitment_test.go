package apitest_test

// inputsOfCommitment are those of conclusions and promises.
func inputsOfCommitment() map[string]string {
	return map[string]string{
		"commitment": `{"id": ""}`, "commitmentTotals": `{"unitId": ""}`,
		"commitments":        `{"unitId": "{{other}}", "responsibleId": "{{other committee}}"}`,
		"correctConclusion":  `{"input": {"id": "", "body": "Kết luận của chủ tọa.", "correction": "Ghi thiếu."}}`,
		"extendCommitment":   `{"input": {"id": "", "dueOn": "2026-12-31", "reason": "Mưa kéo dài."}}`,
		"completeCommitment": `{"input": {"id": "", "evidence": "Biên bản nghiệm thu."}}`,
		"confirmCommitment":  `{"input": {"id": ""}}`,
		"disputeCommitment":  `{"input": {"id": "", "reason": "Đoạn cuối đường còn ổ gà."}}`,
	}
}

package apitest_test

// inputsOfFiles are those of attachments, follows and the inbox.
func inputsOfFiles() map[string]string {
	return map[string]string{
		"attach":                   `{"input": {"subjectId": "", "name": "a.pdf", "media": "PDF", "size": 10}}`,
		"removeAttachment":         `{"input": {"id": "", "reason": "Nhầm."}}`,
		"follow":                   `{"input": {"subjectId": ""}}`,
		"unfollow":                 `{"input": {"subjectId": ""}}`,
		"markAllNotificationsRead": `{"input": {"upTo": ""}}`,
	}
}

package apitest_test

// inputsOfContact are those of messages and of the phone number of a request.
func inputsOfContact() map[string]string {
	return map[string]string{
		"sendMessage":      `{"input": {"requestId": "", "body": "Chào anh."}}`,
		"markMessagesRead": `{"input": {"requestId": "", "upToId": null}}`,
		"revealContact":    `{"input": {"requestId": "", "basis": "REASON", "reason": "Cần gọi để hẹn giờ."}}`,
		"allowContact":     `{"input": {"requestId": "", "allowed": false}}`,
	}
}

package apitest_test

// inputsOfAnnouncing are the variables for what prepares a conference, proposes one and tells of the rules.
func inputsOfAnnouncing() map[string]string {
	return map[string]string{
		"policyRules": `{"unitId": ""}`, "dialogueDuty": `{"unitId": "", "year": 2026}`, "proposals": `{"unitId": ""}`,

		"updateConference": `{"input": {"id": "{{my draft}}", "hostId": "{{other committee}}", "title": "Đối thoại của phường bên"}}`,
		"rescheduleConference": `{"input": {"id": "{{my conference}}", "startsAt": "2026-12-20T02:00:00Z", "reason": "Bão",
			"sittings": [{"id": "{{my sitting}}", "venue": "Trường học"}]}}`,
		"addSitting": `{"input": {"conferenceId": "{{my draft}}", "name": "Buổi chiều", "cluster": "Tổ 5", "startsAt": "2026-12-20T02:00:00Z",
			"endsAt": "2026-12-20T05:00:00Z"}}`,
		"changeSitting": `{"input": {"id": "{{my sitting}}", "name": "Buổi sáng"}}`, "removeSitting": `{"input": {"id": ""}}`,
		"setAgenda":          `{"input": {"conferenceId": "{{my draft}}", "points": [{"title": "Khai mạc", "speakerId": "{{other committee}}"}]}}`,
		"advanceAgenda":      `{"input": {"itemId": ""}}`,
		"inviteOrganisation": `{"input": {"conferenceId": "{{my draft}}", "organisationId": "{{other front}}", "part": "INVITED"}}`,
		"removeInvitation":   `{"input": {"id": ""}}`, "markOrganisationPresent": `{"input": {"invitationId": ""}}`,

		"proposeConference": `{"input": {"unitId": "{{other}}", "proposedById": "{{other front}}", "kind": "DIALOGUE", "title": "Đối thoại về rác",
			"reason": "Người dân hỏi nhiều về việc thu gom rác."}}`,
		"acceptProposal": `{"input": {"id": "", "hostId": "{{other committee}}", "startsAt": "2026-12-20T02:00:00Z", "endsAt": "2026-12-20T05:00:00Z",
			"moderation": "AFTER_PUBLICATION"}}`,
		"refuseProposal": `{"input": {"id": "", "reason": "Đã có lịch."}}`, "withdrawProposal": `{"input": {"id": ""}}`,
	}
}

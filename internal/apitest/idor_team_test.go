package apitest_test

// inputsOfTeams are the variables for the root fields of teams, help points and shifts.
func inputsOfTeams() map[string]string {
	const point = `"name": "Điểm hỗ trợ", "address": "Số 2 phố Hà Cầu", "latitude": 20.97, "longitude": 105.77, "hours": []`
	return map[string]string{
		"teams":           `{"unitId": ""}`,
		"helpPoints":      `{"unitId": ""}`,
		"shifts":          `{"unitId": ""}`,
		"foundTeam":       `{"input": {"unitId": "", "name": "Đội của phường", "kind": "YOUTH"}}`,
		"renameTeam":      `{"input": {"id": "", "name": "Đội khác"}}`,
		"endTeam":         `{"input": {"id": "", "reason": "Thôi"}}`,
		"addMember":       `{"input": {"teamId": "{{other team}}", "citizenId": "{{an}}", "fromOn": "2026-03-02", "toOn": "2026-12-31"}}`,
		"extendTerm":      `{"input": {"id": "", "toOn": "2027-01-31"}}`,
		"endMembership":   `{"input": {"id": "", "reason": "Thôi"}}`,
		"setLead":         `{"input": {"id": "", "lead": true}}`,
		"setSkills":       `{"input": {"id": "", "skills": []}}`,
		"updateMember":    `{"input": {"id": "", "bornOn": "2001-01-01"}}`,
		"openHelpPoint":   `{"input": {"unitId": "", ` + point + `}}`,
		"changeHelpPoint": `{"input": {"id": "", ` + point + `}}`,
		"closeHelpPoint":  `{"input": {"id": "", "reason": "Thôi"}}`,
		"planShift":       `{"input": {"teamId": "{{other team}}", "place": "HELP_POINT", "helpPointId": "{{ward}}", "startsAt": "2026-04-28T02:00:00Z", "endsAt": "2026-04-28T04:00:00Z"}}`,
		"callOffShift":    `{"input": {"id": "", "reason": "Thôi"}}`,
		"signUp":          `{"input": {"shiftId": ""}}`,
		"leaveShift":      `{"input": {"id": ""}}`,
		"markPresent":     `{"input": {"id": ""}}`,
		"markNoShow":      `{"input": {"id": "", "comment": "Vắng"}}`,
		"objectToNoShow":  `{"input": {"id": "", "comment": "Có mặt"}}`,
	}
}

package apitest_test

// inputsOfRegistration are the variables for the root fields of seats and of calendars.
func inputsOfRegistration() map[string]string {
	return map[string]string{
		"register":           `{"input": {"conferenceId": "", "sittingId": null}}`,
		"cancelRegistration": `{"input": {"id": ""}}`,
		"acceptOffer":        `{"input": {"id": ""}}`,
		"declineOffer":       `{"input": {"id": ""}}`,
		"checkIn":            `{"input": {"conferenceId": "", "code": "22222222"}}`,
		"walkIn":             `{"input": {"conferenceId": ""}}`,
		"setSeats":           `{"input": {"conferenceId": "", "capacity": 9}}`,
		"endCalendarFeed":    `{"input": {"id": ""}}`,
		"registrations":      `{"conferenceId": ""}`,
		"myTicket":           `{"conferenceId": ""}`,
	}
}

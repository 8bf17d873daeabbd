package apitest_test

// inputsOfReception are the variables for the root fields of receptions and of the numbers given out.
func inputsOfReception() map[string]string {
	return map[string]string{
		"reception": `{"id": ""}`, "receptions": `{"unitId": ""}`, "receptionQueue": `{"receptionId": ""}`, "receptionPromises": `{"unitId": ""}`,
		"receptionDuty": `{"unitId": "", "host": "CHAIR", "month": "2026-12"}`,

		"planReception": `{"input": {"unitId": "{{other}}", "host": "CHAIR", "organisationId": "{{other committee}}", "hostTitle": "Chủ tịch phường bên",
			"place": "Phòng tiếp công dân", "fields": ["LAND"], "startsAt": "2026-12-21T02:00:00Z", "endsAt": "2026-12-21T03:00:00Z",
			"slotMinutes": 30, "seatsPerSlot": 1}}`,
		"publishReception": `{"input": {"id": ""}}`, "closeReception": `{"input": {"id": ""}}`,
		"moveReception":    `{"input": {"id": "", "startsAt": "2026-12-22T02:00:00Z", "reason": "Họp"}}`,
		"callOffReception": `{"input": {"id": "", "reason": "Bão"}}`,

		"bookReception": `{"input": {"slotId": "", "field": "LAND", "isComplaint": false}}`, "waitForReception": `{"input": {"receptionId": "", "field": "LAND"}}`,
		"cancelBooking": `{"input": {"id": ""}}`, "bookForSomebody": `{"input": {"slotId": "{{my slot}}", "field": "LAND"}}`,
		"arriveAtReception":      `{"input": {"receptionId": "{{my day}}", "bookingId": "{{my booking}}"}}`,
		"callNextAtReception":    `{"input": {"receptionId": ""}}`,
		"finishReceptionBooking": `{"input": {"id": "{{my booking}}", "outcome": "FORWARDED", "forwardedToId": "{{other committee}}"}}`,
		"keepReceptionPromise":   `{"input": {"id": "", "note": "Xong"}}`,
		"rateReception":          `{"input": {"receptionId": "", "score": 5, "reasons": []}}`,
	}
}

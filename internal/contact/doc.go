// Package contact lets the citizen of a help request and those who help reach each other without showing a phone number. It
// owns the messages of requests, the openings of the citizen's number, and how each person stands to both.
//
// The citizen, the volunteer who holds the request and administrators of its unit write and read messages. The thread goes
// with the request: whoever takes it over reads what was written before, since they need it to help, and whoever gave it back
// reads it no more. A message moves no state and no clock of the request, only the instant of its last change, by which phones
// ask what is new. The volunteer's own number is shown to nobody.
//
// The number of the citizen is masked. With the request they agree that a volunteer calls (consentToContact), so the holder
// may open it by CONSENT until the citizen takes that back (allowContact); then, and for administrators always, only with a
// REASON that the citizen reads. An opening is a row that is never changed and an access record, both committed before any
// answer shows the number; it ends after a day, and at once when the hold ends or the request is done. That end is computed
// by one statement (phone.go): nothing has to be switched off. The number is in no event, log line, fault or kept answer.
//
// It emits contact.message_sent, _revealed, _allowed and _refused; their subject is the request and their data are ids, for
// whom somebody wrote, and the role in which they opened the number.
package contact

package helpdesk_test

import (
	"testing"

	"gandan/ent/assistancelog"
	"gandan/ent/helprequest"
	"gandan/internal/helpdesk"
)

func TestNoTextOfARequestHoldsANumberOrASecret(t *testing.T) {
	const number, secret, phone = "Căn cước 001 099 012 345", "Mật khẩu: hoa123", "Gọi 0100 000 911"
	eachWorld(t, func(t *testing.T, w *world) {
		open, held, done := w.open(), w.in(helprequest.StatusCLAIMED), w.in(helprequest.StatusRESOLVED)
		log := logOf(held, assistancelog.OutcomeCONTINUES)
		log.Note, log.DossierCode = ptr(number), ptr("000099012345")
		_, err := w.LogAssistance(w.volunteer, log)
		refusedAt(t, err, "input.note", "IDENTITY_NUMBER_IN_TEXT")
		out, err := w.SyncAssistance(w.volunteer, numbered(log, logOf(held, assistancelog.OutcomeCONTINUES)))
		must(t, err)
		equal(t, "of the batch", statuses(out), "REFUSED:IDENTITY_NUMBER_IN_TEXT ACCEPTED")
		_, err = w.Release(w.volunteer, helpdesk.ReleaseHelpRequestInput{ID: held.ID, Reason: phone})
		refusedAt(t, err, "input.reason", "PHONE_IN_TEXT")
		_, err = w.Cancel(w.citizen, helpdesk.CancelHelpRequestInput{ID: open.ID, Reason: ptr(secret)})
		refusedAt(t, err, "input.reason", "SECRET_IN_TEXT")
		_, err = w.Confirm(w.citizen, helpdesk.ConfirmHelpInput{ID: done.ID, Rating: 5, Comment: ptr(phone)})
		refusedAt(t, err, "input.comment", "PHONE_IN_TEXT")
		_, err = w.Reopen(w.citizen, helpdesk.ReopenHelpRequestInput{ID: done.ID, Reason: secret})
		refusedAt(t, err, "input.reason", "SECRET_IN_TEXT")
		log.Note = nil
		_, err = w.LogAssistance(w.volunteer, log)
		must(t, err) // a dossier code has whatever form its portal gives it
	})
}

func TestALogThatWasStoredWithANumberIsKnownWhenItIsSentAgain(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		held := w.in(helprequest.StatusCLAIMED)
		log := numbered(logOf(held, assistancelog.OutcomeCONTINUES)).Logs[0]
		_, err := w.LogAssistance(w.volunteer, log)
		must(t, err)
		log.Note = ptr("Căn cước 001 099 012 345")
		_, handle := w.store.DB() // no verb rewrites a log
		_, err = handle.ExecContext(t.Context(), "UPDATE assistance_logs SET note = ?, client_fingerprint = ?", *log.Note, helpdesk.FingerprintOf(log))
		must(t, err)
		again, err := w.LogAssistance(w.volunteer, log)
		must(t, err)
		equal(t, "the log", *again.Log.Note, *log.Note)
		equal(t, "logs", w.logs(held), 1)
	})
}

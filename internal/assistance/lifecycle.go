package assistance

import (
	"time"

	"gandan/ent"
	"gandan/ent/certificate"
	"gandan/ent/gid"
	"gandan/ent/logstanding"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/lifecycle"
)

// The verbs of a log, by the names that the API gives them; behind the slash is who does it, or how it is decided.
const (
	verbConfirm     = "confirmLog"
	verbConfirmCode = "confirmLogByCode"
	verbDispute     = "disputeLog"
	verbApprove     = "reviewLogs/APPROVE"
	verbReject      = "reviewLogs/REJECT"
	verbCorrect     = "correctLog"
	verbCorrectLead = "correctLog/LEAD"
)

// Life is where a log can stand and how it moves. It begins RECORDED; that first step has no arrow.
func Life() lifecycle.Table[logstanding.Status] {
	const (
		recorded, confirmed, disputed = logstanding.StatusRECORDED, logstanding.StatusCONFIRMED, logstanding.StatusDISPUTED
		approved, rejected, corrected = logstanding.StatusAPPROVED, logstanding.StatusREJECTED, logstanding.StatusCORRECTED
	)
	type from = []logstanding.Status
	return lifecycle.Table[logstanding.Status]{
		{From: from{recorded, disputed}, Verb: verbConfirm, To: confirmed, Action: access.ConfirmLog, Event: EventConfirmed},
		{From: from{recorded}, Verb: verbConfirmCode, To: confirmed, Action: access.EnterCode, Event: EventConfirmed},
		{From: from{recorded, confirmed, approved}, Verb: verbDispute, To: disputed, Action: access.ConfirmLog, Event: EventDisputed},
		{From: from{recorded, confirmed, disputed, rejected}, Verb: verbApprove, To: approved, Action: access.ReviewLogs, Event: EventReviewed},
		{From: from{recorded, confirmed, disputed, approved}, Verb: verbReject, To: rejected, Action: access.ReviewLogs, Event: EventReviewed},
		{From: from{recorded, confirmed, disputed}, Verb: verbCorrect, To: corrected, Action: access.CorrectLog, Event: EventCorrected},
		{From: from{recorded, confirmed, disputed, approved, rejected}, Verb: verbCorrectLead, To: corrected, Action: access.ReviewLogs, Event: EventCorrected},
	}
}

// The verbs of a certificate.
const (
	verbIssue  = "issueCertificate"
	verbRevoke = "revokeCertificate"
)

// CertificateLife is the life of a certificate. It begins REQUESTED, or ISSUED when an admin issues it unasked.
func CertificateLife() lifecycle.Table[certificate.Status] {
	type from = []certificate.Status
	return lifecycle.Table[certificate.Status]{
		{From: from{certificate.StatusREQUESTED}, Verb: verbIssue, To: certificate.StatusISSUED, Action: access.IssueCertificate, Event: EventCertificateIssued},
		{From: from{certificate.StatusREQUESTED, certificate.StatusISSUED}, Verb: verbRevoke, To: certificate.StatusREVOKED, Action: access.IssueCertificate, Event: EventCertificateRevoked},
	}
}

// tallyOf says what a log that stands so adds to sums: nothing, something that waits, or its minutes.
func tallyOf(status logstanding.Status, overlaps bool) logstanding.Tally {
	switch status {
	case logstanding.StatusREJECTED, logstanding.StatusCORRECTED:
		return logstanding.TallyOUT
	case logstanding.StatusAPPROVED:
		return logstanding.TallyCOUNTED
	case logstanding.StatusCONFIRMED:
		if !overlaps {
			return logstanding.TallyCOUNTED
		}
	case logstanding.StatusRECORDED, logstanding.StatusDISPUTED:
	}
	return logstanding.TallyWAITING
}

// object is the log as far as access is concerned: it is the citizen's to confirm and the volunteer's to correct.
func object(l *ent.LogStanding) access.Object {
	o := access.Object{Path: l.UnitPath, Holder: l.VolunteerID}
	if l.CitizenID != nil {
		o.Owner = *l.CitizenID
	}
	return o
}

// arrow finds the row of the verb, and says in the words of its person why there is none.
// CONFLICT with keys ALREADY_CORRECTED, ALREADY_CONFIRMED and WRONG_STATE.
func arrow(l *ent.LogStanding, verb string) (lifecycle.Row[logstanding.Status], error) {
	row, err := Life().Find(l.Status, verb)
	switch {
	case err == nil:
	case l.Status == logstanding.StatusCORRECTED:
		err = fault.New(fault.Conflict, "ALREADY_CORRECTED")
	case l.Status == logstanding.StatusCONFIRMED && (verb == verbConfirm || verb == verbConfirmCode):
		err = fault.New(fault.Conflict, "ALREADY_CONFIRMED")
	}
	return row, err
}

// interested says whether the actor is one of the two whom the log is about: nobody reviews what they did or received.
func interested(a access.Actor, l *ent.LogStanding) bool {
	return a.ID == l.VolunteerID || l.CitizenID != nil && a.ID == *l.CitizenID
}

// confirmable is until when the person helped may speak.
func (s *Service) confirmable(l *ent.LogStanding) (until time.Time, days int) {
	days = s.days(confirmDaysKey, l.UnitPath, l.LoggedAt, s.policy.ConfirmDays)
	return l.LoggedAt.AddDate(0, 0, days), days
}

func zero(id *gid.ID) gid.ID {
	if id == nil {
		return gid.Zero
	}
	return *id
}

package assistance

// What the domain tells of a log. The subject is the log. Data: request, volunteer, unit (ids), status.
const (
	EventConfirmed = "assistance.log_confirmed"
	EventDisputed  = "assistance.log_disputed"
	EventReviewed  = "assistance.log_reviewed"
	EventCorrected = "assistance.log_corrected"
)

// EventWalkIns has the unit as its subject. Data: day.
const EventWalkIns = "assistance.walk_ins_recorded"

// What the domain tells of a certificate, which is the subject. Data: volunteer, unit (ids).
const (
	EventCertificateRequested = "assistance.certificate_requested"
	EventCertificateIssued    = "assistance.certificate_issued"
	EventCertificateRevoked   = "assistance.certificate_revoked"
)

package attachment

// What the domain tells. The subject is the attachment. Data: subject (id of what it belongs to).
const (
	EventStored  = "attachment.stored"
	EventRemoved = "attachment.removed"
)

package conference

import (
	"time"

	"gandan/ent/gid"
)

// Conclusion is what the chair concluded.
type Conclusion struct {
	Body        string
	PublishedAt time.Time
}

// Answer is the answer of an organisation.
type Answer struct {
	Body         string
	AnsweredAt   time.Time
	AnsweredByID gid.ID
}

// Author is the name an asker chose to show.
type Author struct{ DisplayName string }

package attachment

import (
	"context"
	"time"

	"gocloud.dev/blob"

	"gandan/ent/gid"
	"gandan/internal/access"
	"gandan/internal/store"
)

// Tickets is what this domain needs of whoever signs tokens.
type Tickets interface {
	// UploadTicket signs a ticket of the signed-in person for one upload and says when it ends.
	UploadTicket(ctx context.Context, object gid.ID) (string, time.Time, error)
	// HolderOfUploadTicket is who holds the ticket, with the rights of this moment, and for what. UNAUTHENTICATED when it is no
	// such ticket, or no longer.
	HolderOfUploadTicket(ctx context.Context, ticket string) (access.Actor, gid.ID, error)
}

// Limits bound what is taken.
type Limits struct {
	File     int    // bytes of one file
	Files    int    // of one subject
	Quota    int    // bytes one person may announce in 24 hours
	Pixels   int    // of a picture, width times height; half of it for 16 bits a channel
	Scans    int    // of a progressive JPEG: each is another pass over the picture
	Decodes  int    // pictures at once: the largest needs 160 MB, which the collector may let become twice that
	Entries  int    // files in a DOCX or XLSX
	Unpacked uint64 // bytes of all of them unpacked
	Ratio    uint64 // how many times larger they may become
}

// StandardLimits are those of the app.
func StandardLimits() Limits {
	const mebibyte = 1 << 20
	return Limits{
		File: 10 * mebibyte, Files: 20, Quota: 200 * mebibyte, Pixels: 40_000_000, Scans: 100, Decodes: 1,
		Entries: 5000, Unpacked: 200 * mebibyte, Ratio: 200,
	}
}

// Service is the domain. It is safe for concurrent use.
type Service struct {
	store   *store.Store
	tickets Tickets
	bucket  *blob.Bucket
	limits  Limits
	temp    string
	drawing chan struct{} // a place for each picture that is decoded
}

// New makes the service. temp is a folder for what is being received, "" for that of the system; what lies there is never read
// again after a stop.
func New(s *store.Store, tickets Tickets, bucket *blob.Bucket, temp string, limits Limits) *Service {
	return &Service{store: s, tickets: tickets, bucket: bucket, limits: limits, temp: temp, drawing: make(chan struct{}, limits.Decodes)}
}

// Close lets go of the blob store.
func (s *Service) Close() error { return s.bucket.Close() }

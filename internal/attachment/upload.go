package attachment

import (
	"context"
	"crypto/sha256"
	"errors"
	"hash"
	"io"
	"net"
	"net/http"
	"os"

	"gocloud.dev/blob"

	"gandan/ent"
	"gandan/ent/attachment"
	"gandan/ent/gid"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// Upload takes the bytes of an attachment from the holder of its ticket. length is what the request says, -1 for nothing.
// Whatever fails leaves the attachment awaited and nothing in the store; the ticket may then be tried again until it ends.
//
// UNAUTHENTICATED with key BAD_TICKET, UPLOAD_TICKET_EXPIRED or what is wrong with the session; NOT_FOUND and FORBIDDEN when the person may
// no longer; CONFLICT when the bytes have come already; LIMIT_EXCEEDED with keys FILE_LONGER, TOO_MANY_PIXELS and PACKED_TOO_TIGHT;
// BAD_USER_INPUT with keys FILE_SHORTER, BODY_INCOMPLETE, NOT_WHAT_IT_SAYS, FILE_BROKEN, FILE_ENCRYPTED, ACTIVE_CONTENT and
// BAD_PATHS_INSIDE.
func (s *Service) Upload(ctx context.Context, id gid.ID, ticket string, body io.Reader, length int64) error {
	actor, object, err := s.tickets.HolderOfUploadTicket(ctx, ticket)
	if err == nil && object != id {
		err = fault.New(fault.Unauthenticated, "BAD_TICKET")
	}
	if err != nil {
		return err
	}
	ctx = access.With(ctx, actor)
	a, _, err := find(ctx, s.store.Reader(ctx), actor, id, upload)
	if err != nil {
		return err
	}
	raw, err := s.receive(body, length, a.Size)
	if err != nil {
		return err
	}
	defer raw.drop()
	kept, err := s.prepare(ctx, raw, a.Media)
	if err != nil {
		return err
	}
	if kept != raw {
		defer kept.drop()
	}
	return s.keep(ctx, a, kept)
}

// keep writes the bytes to the store and then says so in the row.
func (s *Service) keep(ctx context.Context, a *ent.Attachment, f *file) error {
	key, err := s.put(ctx, a, f)
	if err != nil {
		return err
	}
	err = store.Do(ctx, s.store, func(ctx context.Context, tx *store.Tx) error {
		_, err := move(ctx, tx, a.ID, upload, func(_ *ent.Attachment, u *ent.AttachmentUpdate) {
			u.SetSize(f.size).SetSha256(f.sum()).SetStoredAt(tx.Now)
			if f.width > 0 {
				u.SetWidth(f.width).SetHeight(f.height)
			}
		})
		return err
	})
	if err != nil && !s.speaksOf(ctx, a.ID, key) {
		s.discard(ctx, key)
	}
	return err
}

func (s *Service) put(ctx context.Context, a *ent.Attachment, f *file) (string, error) {
	key := keyOf(a.ID, f.sum())
	_, err := f.Seek(0, io.SeekStart)
	if err == nil {
		err = s.bucket.Upload(ctx, key, f, &blob.WriterOptions{ContentType: kindOf(a.Media).mime})
	}
	if err != nil {
		return key, fault.New(fault.Unavailable, "UNAVAILABLE").Because(err)
	}
	return key, nil
}

// speaksOf says whether the row speaks of these bytes: then another upload of the same was faster. In doubt it does.
func (s *Service) speaksOf(ctx context.Context, id gid.ID, key string) bool {
	a, err := s.store.Reader(ctx).Attachment.Get(access.AsSystem(ctx, "attachment"), id)
	return err != nil || a.Status == attachment.StatusSTORED && keyOf(a.ID, a.Sha256) == key
}

// file is what was received or drawn anew, on disk. Its name is gone already where the system allows it.
type file struct {
	*os.File
	hash          hash.Hash
	size          int
	width, height int
}

func (s *Service) newFile() (*file, error) {
	f, err := os.CreateTemp(s.temp, "incoming-*")
	if err != nil {
		return nil, fault.Wrap("receiving a file", err)
	}
	_ = os.Remove(f.Name()) // a stopped process leaves nothing; where an open file cannot be removed, drop does it
	return &file{File: f, hash: sha256.New()}, nil
}

// Write adds to the file and its sum.
func (f *file) Write(b []byte) (int, error) {
	n, err := f.File.Write(b)
	_, _ = f.hash.Write(b[:n]) // a hash takes every byte
	f.size += n
	return n, err
}

func (f *file) sum() []byte { return f.hash.Sum(nil) }

func (f *file) drop() {
	_ = f.Close()
	_ = os.Remove(f.Name())
}

// receive takes exactly so many bytes to disk. A request that announces another length is not read at all.
func (s *Service) receive(body io.Reader, length int64, want int) (*file, error) {
	if length >= 0 && length != int64(want) {
		return nil, wrongLength(int(min(length, int64(want)+1)), want)
	}
	f, err := s.newFile()
	if err != nil {
		return nil, err
	}
	// Only the Write above counts: io.Copy must not find the ReadFrom of the file.
	_, err = io.Copy(struct{ io.Writer }{f}, io.LimitReader(body, int64(want)+1))
	switch {
	case err != nil && interrupted(err):
		err = fault.New(fault.BadUserInput, "BODY_INCOMPLETE").Because(err)
	case err != nil:
		err = fault.Wrap("receiving a file", err)
	case f.size != want:
		err = wrongLength(f.size, want)
	}
	if err != nil {
		f.drop()
		return nil, err
	}
	return f, nil
}

func wrongLength(got, want int) error {
	if got > want {
		return fault.New(fault.LimitExceeded, "FILE_LONGER").With("size", want)
	}
	return fault.New(fault.BadUserInput, "FILE_SHORTER").With("size", want)
}

// interrupted says whether the sender is to blame: it went away, was too slow, or sent no proper body.
func interrupted(err error) bool {
	var network net.Error
	var full *os.PathError
	return errors.Is(err, io.ErrUnexpectedEOF) || errors.As(err, &network) || errors.Is(err, http.ErrBodyReadAfterClose) || !errors.As(err, &full)
}

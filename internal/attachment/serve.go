package attachment

import (
	"context"
	"encoding/hex"
	"net/http"

	"gocloud.dev/blob"
	"gocloud.dev/gcerrors"

	"gandan/ent"
	"gandan/ent/attachment"
	"gandan/ent/gid"
	"gandan/internal/access"
	"gandan/internal/fault"
)

// ServeUpload takes PUT /files/{id} with the ticket. Its error is a fault, and nothing is answered then; otherwise 204.
func (s *Service) ServeUpload(w http.ResponseWriter, r *http.Request, ticket string) error {
	id, err := gid.Parse(r.PathValue("id"))
	if err != nil {
		return fault.Missing()
	}
	if err := s.Upload(r.Context(), id, ticket, r.Body, r.ContentLength); err != nil {
		return err
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}

// ServeDownload gives GET /files/{id} to the actor of the context, with ranges: what the actor may not read is NOT_FOUND, like
// what is not there. Its error is a fault, and nothing is answered then.
func (s *Service) ServeDownload(w http.ResponseWriter, r *http.Request) error {
	a, content, err := s.open(r.Context(), r.PathValue("id"))
	if err != nil {
		return err
	}
	defer func() { _ = content.Close() }() // it was only read
	h := w.Header()
	h.Set("Content-Type", kindOf(a.Media).mime)
	h.Set("Content-Disposition", disposition(a.Name))
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox; frame-ancestors 'none'")
	h.Set("ETag", `"`+hex.EncodeToString(a.Sha256)+`"`)
	h.Add("Vary", "Authorization")
	h.Set("Cache-Control", "private, no-cache")
	if actor, _ := access.From(r.Context()); actor.IsAnonymous() {
		h.Set("Cache-Control", "public, max-age=300") // a visitor read it, so it is public; it may be taken away any time
	}
	http.ServeContent(w, r, "", *a.StoredAt, content)
	return nil
}

// open finds the bytes of what is stored and may be read.
func (s *Service) open(ctx context.Context, name string) (*ent.Attachment, *blob.Reader, error) {
	id, err := gid.Parse(name)
	if err != nil {
		return nil, nil, fault.Missing()
	}
	a, err := s.Attachment(ctx, id)
	if err != nil {
		return nil, nil, err
	}
	if a.Status != attachment.StatusSTORED || a.StoredAt == nil {
		return nil, nil, fault.Missing()
	}
	content, err := s.bucket.NewReader(ctx, keyOf(a.ID, a.Sha256), nil)
	switch {
	case gcerrors.Code(err) == gcerrors.NotFound:
		return nil, nil, fault.Wrap("a stored attachment has no bytes", err)
	case err != nil:
		return nil, nil, fault.New(fault.Unavailable, "UNAVAILABLE").Because(err)
	}
	return a, content, nil
}

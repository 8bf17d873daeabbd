package attachment

import (
	"context"
	"encoding/hex"
	"errors"
	"io"
	"path"
	"strings"
	"time"

	"gocloud.dev/blob"

	"gandan/ent/attachment"
	"gandan/ent/gid"
	"gandan/internal/access"
	"gandan/internal/store"
)

const (
	folder  = "attachments/"
	patient = time.Hour // no upload that was announced so long ago can still be under way
	tidied  = 500       // at once
)

// keyOf is the name in the store: ours, from the id and the content. Two uploads of different bytes for one row never meet.
func keyOf(id gid.ID, sum []byte) string { return folder + id.String() + "." + hex.EncodeToString(sum) }

// Tidy forgets rows whose bytes never came and deletes bytes that no row speaks of.
func (s *Service) Tidy(ctx context.Context) error {
	ctx = access.AsSystem(ctx, "attachment")
	if err := s.forget(ctx); err != nil {
		return err
	}
	for at := blob.FirstPageToken; len(at) > 0; {
		found, next, err := s.bucket.ListPage(ctx, at, tidied, &blob.ListOptions{Prefix: folder})
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := s.sweep(ctx, found); err != nil {
			return err
		}
		at = next
	}
	return nil
}

func (s *Service) forget(ctx context.Context) error {
	for {
		n, err := store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (int, error) {
			ids, err := tx.Attachment.Query().Where(attachment.StatusEQ(attachment.StatusEXPECTED), attachment.CreatedAtLT(tx.Now.Add(-patient))).
				Order(attachment.ByCreatedAt(), attachment.ByID()).Limit(tidied).IDs(ctx)
			if err != nil || len(ids) == 0 {
				return 0, err
			}
			return tx.Attachment.Delete().Where(attachment.IDIn(ids...), attachment.StatusEQ(attachment.StatusEXPECTED)).Exec(ctx)
		})
		if err != nil || n == 0 {
			return err
		}
	}
}

// sweep deletes those of the objects that no row speaks of. The id of a row tells when it was announced, so what is being
// uploaded now is left alone; names that are not ours are too.
func (s *Service) sweep(ctx context.Context, objects []*blob.ListObject) error {
	ids := map[string]gid.ID{}
	var asked []gid.ID
	for _, o := range objects {
		name, _, _ := strings.Cut(path.Base(o.Key), ".")
		if id, err := gid.Parse(name); err == nil && id.Kind() == gid.Attachment && id.Time().Add(patient).Before(s.store.Now()) {
			ids[o.Key], asked = id, append(asked, id)
		}
	}
	if len(asked) == 0 {
		return nil
	}
	rows, err := s.store.Reader(ctx).Attachment.Query().Where(attachment.IDIn(asked...), attachment.StatusEQ(attachment.StatusSTORED)).
		Select(attachment.FieldSha256).All(ctx)
	if err != nil {
		return store.Translate(err)
	}
	for _, a := range rows {
		delete(ids, keyOf(a.ID, a.Sha256))
	}
	for key := range ids {
		s.discard(ctx, key)
	}
	return nil
}

package app

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	_ "gocloud.dev/blob/s3blob" // the one driver of --files; a folder needs none

	"gandan/internal/attachment"
	"gandan/internal/config"
	"gandan/internal/store"
)

// files opens the blob store: the bucket of the settings, or a folder beside the database.
func files(ctx context.Context, cfg config.Serve, s *store.Store, tickets attachment.Tickets) (*attachment.Service, error) {
	incoming := filepath.Join(cfg.Data, "incoming")
	if err := os.MkdirAll(incoming, 0o700); err != nil {
		return nil, fmt.Errorf("the folder for incoming files cannot be made: %w", err)
	}
	bucket, err := attachment.OpenBucket(ctx, cfg.Files, filepath.Join(cfg.Data, "files"))
	if err != nil {
		return nil, err
	}
	return attachment.New(s, tickets, bucket, incoming, attachment.StandardLimits()), nil
}

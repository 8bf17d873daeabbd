package attachment

import (
	"context"
	"errors"
	"fmt"
	"time"

	"gocloud.dev/blob"
	"gocloud.dev/blob/fileblob"
)

const reachable = 10 * time.Second

// OpenBucket opens the store of the URL, whose driver the program must have linked, or the folder when there is none. What
// cannot be reached is an error that says so, before the first file is lost.
func OpenBucket(ctx context.Context, url, folder string) (*blob.Bucket, error) {
	if url == "" {
		// Beside the file and not in the folder of the system, from which another disk cannot be reached by a rename.
		b, err := fileblob.OpenBucket(folder, &fileblob.Options{
			CreateDir: true, DirFileMode: 0o700, NoTempDir: true, Metadata: fileblob.MetadataDontWrite,
		})
		if err != nil {
			return nil, fmt.Errorf("the folder for attachments cannot be opened: %w", err)
		}
		return b, nil
	}
	b, err := blob.OpenBucket(ctx, url)
	if err != nil {
		return nil, fmt.Errorf("--files cannot be opened: %w", err)
	}
	ctx, cancel := context.WithTimeout(ctx, reachable)
	defer cancel()
	there, err := b.IsAccessible(ctx)
	if err == nil && !there {
		err = errors.New("there is no such bucket")
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("--files cannot be reached; check the bucket and the credentials in the environment: %w", err), b.Close())
	}
	return b, nil
}

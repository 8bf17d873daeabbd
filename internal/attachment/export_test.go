package attachment

import (
	"bytes"
	"context"
	"io"

	"gandan/ent"
	"gandan/ent/attachment"
	"gandan/ent/gid"
)

// Inspect is inspect for what is in memory.
func (l Limits) Inspect(content []byte, m attachment.Media) (turn int, err error) {
	found, err := l.inspect(bytes.NewReader(content), int64(len(content)), m)
	return found.turn, err
}

// Redraw is redraw for what is in memory.
func Redraw(content []byte, m attachment.Media, turn int, w io.Writer) (width, height int, err error) {
	return redraw(bytes.NewReader(content), m, turn, w)
}

// Die uploads the bytes as far as the store and no further, like a process that is killed then.
func (s *Service) Die(ctx context.Context, a *ent.Attachment, content []byte) error {
	f, err := s.receive(bytes.NewReader(content), int64(len(content)), len(content))
	if err != nil {
		return err
	}
	defer f.drop()
	_, err = s.put(ctx, a, f)
	return err
}

// CleanName and Disposition are what their names say.
var (
	CleanName   = cleanName
	Disposition = disposition
)

// Key is keyOf.
func Key(id gid.ID, sum []byte) string { return keyOf(id, sum) }

// Occupy takes a place among the pictures that are drawn until the returned function is called.
func (s *Service) Occupy() func() {
	s.drawing <- struct{}{}
	return func() { <-s.drawing }
}

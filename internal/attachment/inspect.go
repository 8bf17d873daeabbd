package attachment

import (
	"bytes"
	"context"
	"errors"
	"io"

	"gandan/ent/attachment"
	"gandan/internal/fault"
)

// prepare holds the bytes to what they are said to be and gives the file to keep: a picture drawn anew, a document as it came.
func (s *Service) prepare(ctx context.Context, raw *file, m attachment.Media) (*file, error) {
	found, err := s.limits.inspect(raw, int64(raw.size), m)
	if err != nil || !found.picture {
		return raw, err
	}
	select {
	case s.drawing <- struct{}{}:
		defer func() { <-s.drawing }()
	case <-ctx.Done():
		return nil, fault.New(fault.Unavailable, "BUSY").Because(ctx.Err())
	}
	drawn, err := s.newFile()
	if err != nil {
		return nil, err
	}
	drawn.width, drawn.height, err = redraw(io.NewSectionReader(raw, 0, int64(raw.size)), m, found.turn, drawn)
	if err != nil {
		drawn.drop()
		return nil, err
	}
	return drawn, nil
}

// findings are what the inspection tells of a file that is in order.
type findings struct {
	picture bool
	turn    int // how a picture was held, 1 to 8 as EXIF says it
}

// inspect refuses what is not what it is said to be, or more than that.
// BAD_USER_INPUT with keys NOT_WHAT_IT_SAYS, FILE_BROKEN, FILE_ENCRYPTED, ACTIVE_CONTENT and BAD_PATHS_INSIDE; LIMIT_EXCEEDED with keys
// TOO_MANY_PIXELS and PACKED_TOO_TIGHT.
func (l Limits) inspect(r io.ReaderAt, size int64, m attachment.Media) (findings, error) {
	if !begins(r, magicOf(m)) {
		return findings{}, bad("NOT_WHAT_IT_SAYS")
	}
	all := func() io.Reader { return io.NewSectionReader(r, 0, size) }
	switch m {
	case attachment.MediaDOCX, attachment.MediaXLSX:
		return findings{}, l.office(r, size, m)
	case attachment.MediaPDF:
		return findings{}, pdf(r, size)
	case attachment.MediaPNG:
		return findings{picture: true, turn: upright}, firstOf(noPage(all()), l.pixels(all()))
	default:
		turn, err := l.survey(all())
		return findings{picture: true, turn: turn}, firstOf(err, noPage(all()), l.pixels(all()))
	}
}

func magicOf(m attachment.Media) string {
	switch m {
	case attachment.MediaDOCX, attachment.MediaXLSX:
		return "PK\x03\x04"
	case attachment.MediaPDF:
		return "%PDF-"
	case attachment.MediaPNG:
		return "\x89PNG\r\n\x1a\n"
	default:
		return "\xff\xd8\xff"
	}
}

// begins looks at the very first bytes: readers that search for the beginning also find it in the middle of something else.
func begins(r io.ReaderAt, magic string) bool {
	b := make([]byte, len(magic))
	_, err := io.ReadFull(io.NewSectionReader(r, 0, int64(len(b))), b)
	return err == nil && string(b) == magic
}

// noPage refuses what a browser could take for a page or a script.
func noPage(r io.Reader) error {
	return without(r, bytes.ToLower, "<script", "<html", "<!doctype", "<iframe", "http://www.w3.org/2000/svg")
}

// without reads through and refuses the words, in the form that fold gives the bytes. Only the end of a piece, which may hold
// the beginning of a word, is looked at twice.
func without(r io.Reader, fold func([]byte) []byte, words ...string) error {
	const piece, longest = 64 << 10, 128
	buffer := make([]byte, 0, piece+longest)
	for {
		n, err := io.ReadFull(r, buffer[len(buffer):len(buffer)+piece])
		buffer = buffer[:len(buffer)+n]
		folded := fold(buffer)
		for _, w := range words {
			if bytes.Contains(folded, []byte(w)) {
				return bad("ACTIVE_CONTENT")
			}
		}
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			return nil
		}
		if err != nil {
			return fault.Wrap("inspecting a file", err)
		}
		buffer = buffer[:copy(buffer, buffer[len(buffer)-longest:])]
	}
}

func bad(key fault.Key) *fault.Error { return fault.New(fault.BadUserInput, key) }

func firstOf(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

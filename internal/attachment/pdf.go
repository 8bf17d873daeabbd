package attachment

import (
	"bytes"
	"encoding/hex"
	"errors"
	"io"
)

// pdfEnd is how near to the end of a PDF its last mark must stand; some programs write a few bytes behind it.
const pdfEnd = 1024

// pdf refuses a PDF that is cut off, encrypted, or that runs or carries something. It is a scan for the names of such things in
// the plain parts of the file; a name may also be written with its letters as numbers, which is undone first.
// BAD_USER_INPUT with keys FILE_BROKEN, FILE_ENCRYPTED and ACTIVE_CONTENT.
func pdf(r io.ReaderAt, size int64) error {
	end := make([]byte, min(size, pdfEnd))
	if _, err := r.ReadAt(end, size-int64(len(end))); err != nil && !errors.Is(err, io.EOF) {
		return bad("FILE_BROKEN").Because(err)
	}
	if !bytes.Contains(end, []byte("%%EOF")) {
		return bad("FILE_BROKEN")
	}
	all := func() io.Reader { return io.NewSectionReader(r, 0, size) }
	if without(all(), plainNames, "/Encrypt") != nil {
		return bad("FILE_ENCRYPTED")
	}
	return firstOf(noPage(all()), without(all(), plainNames, "/JavaScript", "/Launch", "/EmbeddedFile", "/RichMedia", "/XFA"))
}

// plainNames writes /J#61vaScript as /JavaScript.
func plainNames(b []byte) []byte {
	if bytes.IndexByte(b, '#') < 0 {
		return b
	}
	out := make([]byte, 0, len(b))
	var letter [1]byte
	for i := 0; i < len(b); i++ {
		if b[i] == '#' && i+2 < len(b) {
			if _, err := hex.Decode(letter[:], b[i+1:i+3]); err == nil {
				out = append(out, letter[0])
				i += 2
				continue
			}
		}
		out = append(out, b[i])
	}
	return out
}

package attachment

import (
	"bytes"
	"io"
)

// pdfEnd is how near to the end of a PDF its last mark must stand; some programs write a few bytes behind it.
const pdfEnd = 1024

// pdf refuses a PDF that is cut off, encrypted, or that runs or carries something. It is a scan for the names of such things in
// the plain parts of the file; a name may also be written with its letters as numbers, which is undone first.
// BAD_USER_INPUT with keys FILE_BROKEN, FILE_ENCRYPTED and ACTIVE_CONTENT.
func pdf(r io.ReaderAt, size int64) error {
	end := make([]byte, min(size, pdfEnd))
	if _, err := r.ReadAt(end, size-int64(len(end))); err != nil && err != io.EOF {
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
	for i := 0; i < len(b); i++ {
		if high, low := digit(b, i+1), digit(b, i+2); b[i] == '#' && high >= 0 && low >= 0 {
			out = append(out, byte(high<<4|low))
			i += 2
			continue
		}
		out = append(out, b[i])
	}
	return out
}

// digit is the value of a hexadecimal digit, -1 for anything else.
func digit(b []byte, i int) int {
	switch {
	case i >= len(b):
		return -1
	case b[i] >= '0' && b[i] <= '9':
		return int(b[i] - '0')
	case b[i]|0x20 >= 'a' && b[i]|0x20 <= 'f':
		return int(b[i]|0x20-'a') + 10
	}
	return -1
}

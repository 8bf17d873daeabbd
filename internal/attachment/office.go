package attachment

import (
	"archive/zip"
	"io"
	"path"
	"strings"

	"gandan/ent/attachment"
	"gandan/internal/fault"
)

const (
	endOfZip       = "PK\x05\x06"
	endOfZipLength = 22
	encryptedEntry = 0x1
)

// office looks at the list of what a DOCX or XLSX packs, and unpacks nothing: names, sizes, and that nothing stands before or
// behind it.
// BAD_USER_INPUT with keys FILE_BROKEN, NOT_WHAT_IT_SAYS, FILE_ENCRYPTED, BAD_PATHS_INSIDE and ACTIVE_CONTENT; LIMIT_EXCEEDED with key
// PACKED_TOO_TIGHT.
func (l Limits) office(r io.ReaderAt, size int64, m attachment.Media) error {
	if size < endOfZipLength || !begins(io.NewSectionReader(r, size-endOfZipLength, endOfZipLength), endOfZip) {
		return bad("FILE_BROKEN")
	}
	z, err := zip.NewReader(r, size)
	if err != nil {
		return bad("FILE_BROKEN").Because(err)
	}
	main := "word/document.xml"
	if m == attachment.MediaXLSX {
		main = "xl/workbook.xml"
	}
	names := map[string]bool{}
	packed, unpacked := uint64(0), uint64(0)
	for _, f := range z.File {
		if err := l.entry(f, names); err != nil {
			return err
		}
		packed += f.CompressedSize64
		unpacked += f.UncompressedSize64
		if unpacked > l.Unpacked {
			return tooTight()
		}
	}
	switch {
	case packed > uint64(size) || len(z.File) > l.Entries:
		return tooTight()
	case !names["[content_types].xml"] || !names[main]:
		return bad("NOT_WHAT_IT_SAYS")
	}
	return nil
}

// entry looks at one packed file. Small ones may be packed as tightly as they like.
func (l Limits) entry(f *zip.File, names map[string]bool) error {
	const small = 1 << 20
	name := strings.ToLower(f.Name)
	switch {
	case f.Flags&encryptedEntry != 0:
		return bad("FILE_ENCRYPTED")
	case name == "" || names[name] || !f.FileInfo().Mode().IsRegular() && !f.FileInfo().IsDir() || escapes(name):
		return bad("BAD_PATHS_INSIDE")
	case path.Base(name) == "vbaproject.bin" || strings.Contains(name, "/activex/") || strings.HasSuffix(name, ".exe") || strings.HasSuffix(name, ".dll"):
		return bad("ACTIVE_CONTENT")
	case f.UncompressedSize64 > l.Unpacked, f.UncompressedSize64 > small && f.UncompressedSize64/l.Ratio > f.CompressedSize64:
		return tooTight()
	}
	names[name] = true
	return nil
}

// escapes says whether the name would leave the folder into which somebody unpacks it.
func escapes(name string) bool {
	clean := strings.TrimSuffix(name, "/")
	return strings.ContainsAny(name, "\\:\x00") || strings.HasPrefix(name, "/") || path.Clean(clean) != clean || strings.HasPrefix(clean, "..")
}

func tooTight() error { return fault.New(fault.LimitExceeded, "PACKED_TOO_TIGHT") }

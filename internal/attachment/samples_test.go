package attachment_test

import (
	"archive/zip"
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"
)

// halves is a picture whose left half is red and whose right half is blue.
func halves(w, h int) image.Image {
	p := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.NRGBA{R: 255, A: 255}
			if x >= w/2 {
				c = color.NRGBA{B: 255, A: 255}
			}
			p.Set(x, y, c)
		}
	}
	return p
}

func jpegOf(t testing.TB, w, h int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, halves(w, h), nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func pngOf(t testing.TB, w, h int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, halves(w, h)); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// taken adds what a phone writes: how it was held, and where.
func taken(picture []byte, orientation byte) []byte {
	tiff := []byte("MM\x00\x2a\x00\x00\x00\x08" + // big endian, first list at 8
		"\x00\x02" + // two entries
		"\x01\x12\x00\x03\x00\x00\x00\x01\x00" + string(orientation) + "\x00\x00" +
		"\x88\x25\x00\x04\x00\x00\x00\x01\x00\x00\x00\x26" + // GPS at 38
		"\x00\x00\x00\x00" + "GPSLatitude 21.0278 N GPSLongitude 105.8342 E")
	body := append([]byte("Exif\x00\x00"), tiff...)
	segment := binary.BigEndian.AppendUint16([]byte{0xff, 0xe1}, uint16(len(body)+2))
	out := append([]byte{}, picture[:2]...)
	out = append(append(out, segment...), body...)
	return append(out, picture[2:]...)
}

// comment adds a comment to a JPEG.
func comment(picture []byte, text string) []byte {
	out := append([]byte{}, picture[:2]...)
	out = append(binary.BigEndian.AppendUint16(append(out, 0xff, 0xfe), uint16(len(text)+2)), text...)
	return append(out, picture[2:]...)
}

// scans makes a JPEG order so many passes over itself.
func scans(picture []byte, n int) []byte {
	at := bytes.Index(picture, []byte{0xff, 0xda})
	end := len(picture) - 2
	return append(append(append([]byte{}, picture[:at]...), bytes.Repeat(picture[at:end], n)...), picture[end:]...)
}

// hugePNG says that it is huge; it has hardly a byte.
func hugePNG(w, h uint32, depth byte) []byte {
	head := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, w), h)
	head = append(head, depth, 0, 0, 0, 0)
	var packed bytes.Buffer
	z := zlib.NewWriter(&packed)
	_, _ = z.Write(make([]byte, 1000))
	_ = z.Close()
	out := []byte("\x89PNG\r\n\x1a\n")
	for _, c := range []struct {
		name string
		body []byte
	}{{"IHDR", head}, {"IDAT", packed.Bytes()}, {"IEND", nil}} {
		out = binary.BigEndian.AppendUint32(out, uint32(len(c.body)))
		out = append(append(out, c.name...), c.body...)
		out = binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(append([]byte(c.name), c.body...)))
	}
	return out
}

// entry is one file in a DOCX.
type entry struct{ name, content string }

// office packs a DOCX or XLSX with more in it.
func office(t testing.TB, main string, more ...entry) []byte {
	t.Helper()
	return zipOf(t, append([]entry{{"[Content_Types].xml", "<Types/>"}, {main, "<document/>"}}, more...)...)
}

// lying is a DOCX one file of which says that it becomes larger than any disk.
func lying(t testing.TB) []byte {
	t.Helper()
	b := office(t, "word/document.xml", entry{"word/media/a.bin", strings.Repeat("0123456789", 10)})
	at := bytes.LastIndex(b, []byte("PK\x01\x02")) // the last entry of the list
	binary.LittleEndian.PutUint32(b[at+24:], 0xfffffff0)
	return b
}

const aPDF = "%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"

// pdfWith is a PDF with something in its catalogue.
func pdfWith(what string) []byte {
	return []byte(strings.Replace(aPDF, "/Pages 2 0 R", "/Pages 2 0 R"+what, 1))
}

func zipOf(t testing.TB, entries ...entry) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, e := range entries {
		w, err := z.Create(e.name)
		if err == nil {
			_, err = w.Write([]byte(e.content))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

package attachment_test

import (
	"bytes"
	"image"
	"image/jpeg"
	"strings"
	"testing"

	entattachment "gandan/ent/attachment"
	"gandan/internal/attachment"
	"gandan/internal/fault"
)

const (
	pdf, docx, xlsx = entattachment.MediaPDF, entattachment.MediaDOCX, entattachment.MediaXLSX
	jpg, pngMedia   = entattachment.MediaJPEG, entattachment.MediaPNG
	wordMain        = "word/document.xml"
)

func TestWhatIsInOrderPasses(t *testing.T) {
	for name, c := range map[string]struct {
		media   entattachment.Media
		content []byte
	}{
		"a PDF":                           {pdf, []byte(aPDF)},
		"a PDF with a few bytes behind":   {pdf, []byte(aPDF + "\r\n\x00\x00")},
		"a Word document":                 {docx, office(t, wordMain, entry{"word/media/image1.png", "…"}, entry{"docProps/", ""})},
		"a workbook":                      {xlsx, office(t, "xl/workbook.xml", entry{"xl/worksheets/sheet1.xml", strings.Repeat("<c/>", 1000)})},
		"a small file packed very tight":  {docx, office(t, wordMain, entry{"word/styles.xml", strings.Repeat("a", 1<<20)})},
		"a JPEG":                          {jpg, jpegOf(t, 40, 30)},
		"a JPEG of a phone":               {jpg, taken(jpegOf(t, 40, 30), 6)},
		"a JPEG with a harmless comment":  {jpg, comment(jpegOf(t, 40, 30), "made by hand")},
		"a PNG":                           {pngMedia, pngOf(t, 40, 30)},
		"a PNG of exactly the most":       {pngMedia, hugePNG(8000, 5000, 8)},
		"a PNG of 16 bits, half the most": {pngMedia, hugePNG(5000, 4000, 16)},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := attachment.StandardLimits().Inspect(c.content, c.media); err != nil {
				t.Error(err)
			}
		})
	}
}

// TestAttacksAreRefused are those of S-31 and their relatives.
func TestAttacksAreRefused(t *testing.T) {
	picture, photo := pngOf(t, 40, 30), jpegOf(t, 40, 30)
	bomb := entry{"word/media/a.bin", strings.Repeat("\x00", 8<<20)}
	for name, c := range map[string]struct {
		media   entattachment.Media
		content []byte
		want    fault.Key
	}{
		"nothing":                               {pdf, nil, "NOT_WHAT_IT_SAYS"},
		"a page said to be a PDF":               {pdf, []byte("<html><script>alert(1)</script></html>"), "NOT_WHAT_IT_SAYS"},
		"a PDF that begins later":               {pdf, []byte("\n" + aPDF), "NOT_WHAT_IT_SAYS"},
		"a page that becomes a PDF":             {pdf, []byte("<html>" + aPDF), "NOT_WHAT_IT_SAYS"},
		"a PDF that is a page too":              {pdf, []byte(strings.Replace(aPDF, "endobj", "endobj\n%<HTML><ScRiPt>alert(1)</script>\n", 1)), "ACTIVE_CONTENT"},
		"a script in a PDF":                     {pdf, pdfWith("/OpenAction<</S/JavaScript/JS(app.alert(1))>>"), "ACTIVE_CONTENT"},
		"a script in a PDF, spelled in numbers": {pdf, pdfWith("/OpenAction<</S/#4a#61vaScrip#74/JS(x)>>"), "ACTIVE_CONTENT"},
		"a program started by a PDF":            {pdf, pdfWith("/OpenAction<</S/Launch/F(cmd.exe)>>"), "ACTIVE_CONTENT"},
		"a file carried by a PDF":               {pdf, pdfWith("/Names<</EmbeddedFiles 3 0 R>>"), "ACTIVE_CONTENT"},
		"a PDF with a password":                 {pdf, pdfWith("/Encrypt 9 0 R"), "FILE_ENCRYPTED"},
		"a PDF that is cut off":                 {pdf, []byte(aPDF[:60]), "FILE_BROKEN"},
		"a PDF with much behind":                {pdf, []byte(aPDF + strings.Repeat("\x00", 2000)), "FILE_BROKEN"},
		"a word on the border of two pieces":    {pdf, pdfWith(strings.Repeat(" ", 64<<10-70) + "/JavaScript"), "ACTIVE_CONTENT"},

		"a picture said to be a PDF":          {pdf, picture, "NOT_WHAT_IT_SAYS"},
		"a PDF said to be a picture":          {pngMedia, []byte(aPDF), "NOT_WHAT_IT_SAYS"},
		"a PNG said to be a JPEG":             {jpg, picture, "NOT_WHAT_IT_SAYS"},
		"a script that is a GIF":              {pngMedia, []byte("GIF89a/*\x00\x01*/=1;alert(1)//"), "NOT_WHAT_IT_SAYS"},
		"an SVG":                              {pngMedia, []byte(`<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>`), "NOT_WHAT_IT_SAYS"},
		"a page in the comment of a JPEG":     {jpg, comment(photo, "<html><body onload=alert(1)>"), "ACTIVE_CONTENT"},
		"a page behind a PNG":                 {pngMedia, append(bytes.Clone(picture), "<!DOCTYPE html>"...), "ACTIVE_CONTENT"},
		"an SVG behind a JPEG":                {jpg, append(bytes.Clone(photo), `<svg xmlns="http://www.w3.org/2000/svg">`...), "ACTIVE_CONTENT"},
		"a JPEG that is cut off":              {jpg, photo[:len(photo)/2], "FILE_BROKEN"},
		"a JPEG cut off in its head":          {jpg, photo[:30], "FILE_BROKEN"},
		"a PNG without a head":                {pngMedia, picture[:10], "FILE_BROKEN"},
		"a PNG of 900 million pixels":         {pngMedia, hugePNG(30000, 30000, 8), "TOO_MANY_PIXELS"},
		"a PNG of one pixel more":             {pngMedia, hugePNG(8000, 5001, 8), "TOO_MANY_PIXELS"},
		"a PNG of 16 bits, one row more":      {pngMedia, hugePNG(5000, 4001, 16), "TOO_MANY_PIXELS"},
		"a PNG larger than numbers":           {pngMedia, hugePNG(0x7fffffff, 0x7fffffff, 8), "FILE_BROKEN"},
		"a JPEG that orders a thousand scans": {jpg, scans(photo, 1000), "FILE_BROKEN"},

		"a zip that is no document":        {docx, zipOf(t, entry{"a.txt", "a"}), "NOT_WHAT_IT_SAYS"},
		"a workbook said to be a document": {docx, office(t, "xl/workbook.xml"), "NOT_WHAT_IT_SAYS"},
		"a document that begins later":     {docx, append([]byte("MZ"), office(t, wordMain)...), "NOT_WHAT_IT_SAYS"},
		"a document with something behind": {docx, append(office(t, wordMain), "<html>"...), "FILE_BROKEN"},
		"a document that is cut off":       {docx, office(t, wordMain)[:100], "FILE_BROKEN"},
		"a name that climbs up":            {docx, office(t, wordMain, entry{"../../etc/passwd", "a"}), "BAD_PATHS_INSIDE"},
		"a name that climbs up within":     {docx, office(t, wordMain, entry{"word/../../a", "a"}), "BAD_PATHS_INSIDE"},
		"a name from the root":             {docx, office(t, wordMain, entry{"/etc/passwd", "a"}), "BAD_PATHS_INSIDE"},
		"a name of another system":         {docx, office(t, wordMain, entry{`word\..\..\a`, "a"}), "BAD_PATHS_INSIDE"},
		"a drive":                          {docx, office(t, wordMain, entry{"c:/a", "a"}), "BAD_PATHS_INSIDE"},
		"a name twice":                     {docx, office(t, wordMain, entry{"Word/Document.xml", "b"}), "BAD_PATHS_INSIDE"},
		"macros":                           {docx, office(t, wordMain, entry{"word/vbaProject.bin", "a"}), "ACTIVE_CONTENT"},
		"macros elsewhere":                 {xlsx, office(t, "xl/workbook.xml", entry{"xl/x/VBAPROJECT.BIN", "a"}), "ACTIVE_CONTENT"},
		"controls":                         {docx, office(t, wordMain, entry{"word/activeX/activeX1.xml", "a"}), "ACTIVE_CONTENT"},
		"a program":                        {docx, office(t, wordMain, entry{"word/embeddings/a.EXE", "a"}), "ACTIVE_CONTENT"},
		"a zip bomb":                       {docx, office(t, wordMain, bomb), "PACKED_TOO_TIGHT"},
		"a zip bomb that says how large":   {docx, lying(t), "PACKED_TOO_TIGHT"},
		"more files than anybody can read": {docx, office(t, wordMain, many(6000)...), "PACKED_TOO_TIGHT"},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := attachment.StandardLimits().Inspect(c.content, c.media); !fault.HasKey(err, c.want) {
				t.Errorf("got %v, want %s", err, c.want)
			}
		})
	}
}

func many(n int) []entry {
	out := make([]entry, n)
	for i := range out {
		out[i] = entry{"word/media/" + strings.Repeat("a", i%50) + string(rune('가'+i)), ""}
	}
	return out
}

// TestNothingIsLeftOfAPictureButWhatIsSeen: where it was taken, what was hung on behind, and how it was held.
func TestNothingIsLeftOfAPictureButWhatIsSeen(t *testing.T) {
	hidden := office(t, wordMain)
	content := append(comment(taken(jpegOf(t, 40, 30), 1), "secret comment"), hidden...)
	for media, content := range map[entattachment.Media][]byte{jpg: content, pngMedia: append(pngOf(t, 40, 30), hidden...)} {
		turn, err := attachment.StandardLimits().Inspect(content, media)
		if err != nil {
			t.Fatal(media, err)
		}
		var out bytes.Buffer
		w, h, err := attachment.Redraw(content, media, turn, &out)
		if err != nil || w != 40 || h != 30 {
			t.Fatalf("%s: %d × %d (%v)", media, w, h, err)
		}
		for _, trace := range []string{"Exif", "GPS", "105.8342", "secret", "PK\x03\x04", "Content_Types"} {
			if !bytes.Contains(content, []byte(trace)) && media == jpg {
				t.Errorf("the sample never had %q", trace)
			}
			if bytes.Contains(out.Bytes(), []byte(trace)) {
				t.Errorf("%s still has %q", media, trace)
			}
		}
		if p, _, err := image.Decode(&out); err != nil || p.Bounds().Dx() != 40 {
			t.Errorf("%s: what was drawn is no picture: %v", media, err)
		}
	}
}

// TestAPictureStandsUpright looks where the red half, left as stored, is seen: by EXIF 2.32, 4.6.4 A, tag 0x0112.
func TestAPictureStandsUpright(t *testing.T) {
	const w, h = 64, 32
	for orientation, red := range map[byte]image.Point{
		1: {4, 16}, 2: {60, 16}, 3: {60, 16}, 4: {4, 16}, 5: {16, 4}, 6: {16, 4}, 7: {16, 60}, 8: {16, 60},
	} {
		content := taken(jpegOf(t, w, h), orientation)
		turn, err := attachment.StandardLimits().Inspect(content, jpg)
		if err != nil || turn != int(orientation) {
			t.Fatalf("%d was read as %d (%v)", orientation, turn, err)
		}
		var out bytes.Buffer
		if _, _, err := attachment.Redraw(content, jpg, turn, &out); err != nil {
			t.Fatal(err)
		}
		p, err := jpeg.Decode(&out)
		if err != nil {
			t.Fatal(err)
		}
		if sideways := orientation >= 5; sideways != (p.Bounds().Dx() == h) {
			t.Errorf("%d: %v", orientation, p.Bounds())
		}
		if r, _, b, _ := p.At(red.X, red.Y).RGBA(); r < 0xc000 || b > 0x4000 {
			t.Errorf("%d: at %v stands %x %x", orientation, red, r, b)
		}
	}
}

func TestATruncatedPNGIsRefusedWhenItIsDrawn(t *testing.T) {
	content := pngOf(t, 400, 300)
	content = content[:len(content)-40]
	if _, err := attachment.StandardLimits().Inspect(content, pngMedia); err != nil {
		t.Fatal(err)
	}
	if _, _, err := attachment.Redraw(content, pngMedia, 1, &bytes.Buffer{}); !fault.HasKey(err, "FILE_BROKEN") {
		t.Errorf("got %v", err)
	}
}

func FuzzInspect(f *testing.F) {
	media := []entattachment.Media{pdf, docx, xlsx, jpg, pngMedia}
	for i, content := range [][]byte{
		[]byte(aPDF), office(f, wordMain), office(f, "xl/workbook.xml"), taken(jpegOf(f, 16, 8), 6), pngOf(f, 16, 8),
		pdfWith("/S/#4aavaScript"), lying(f), hugePNG(30000, 30000, 8), scans(jpegOf(f, 8, 8), 3), comment(jpegOf(f, 8, 8), "<html"),
	} {
		f.Add(content, byte(i))
	}
	limits := attachment.StandardLimits()
	limits.Pixels = 1 << 16
	f.Fuzz(func(t *testing.T, content []byte, n byte) {
		m := media[int(n)%len(media)]
		turn, err := limits.Inspect(content, m)
		if err != nil {
			if fault.Is(err, fault.Internal) || fault.Of(err).Key == "" {
				t.Fatalf("%s: %v", m, err)
			}
			return
		}
		if m != jpg && m != pngMedia {
			return
		}
		var out bytes.Buffer
		w, h, err := attachment.Redraw(content, m, turn, &out)
		if fault.HasKey(err, "FILE_BROKEN") {
			return
		}
		if err != nil || w*h > limits.Pixels {
			t.Fatalf("%s: %d × %d (%v)", m, w, h, err)
		}
		if _, err := limits.Inspect(out.Bytes(), m); err != nil {
			t.Fatalf("what was drawn anew is refused: %v", err)
		}
	})
}

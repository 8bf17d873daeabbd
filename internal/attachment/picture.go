package attachment

import (
	"bufio"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io"

	"gandan/ent/attachment"
	"gandan/internal/fault"
)

const jpegQuality = 90

// pixels looks at the size of a picture before anything is unpacked.
// BAD_USER_INPUT with key FILE_BROKEN, LIMIT_EXCEEDED with key TOO_MANY_PIXELS.
func (l Limits) pixels(r io.Reader) error {
	c, _, err := image.DecodeConfig(bufio.NewReader(r))
	if err != nil {
		return bad("FILE_BROKEN").Because(err)
	}
	most := l.Pixels
	switch c.ColorModel {
	case color.NRGBA64Model, color.RGBA64Model, color.Gray16Model:
		most /= 2
	}
	if c.Width < 1 || c.Height < 1 || c.Width > most/c.Height {
		return fault.New(fault.LimitExceeded, "TOO_MANY_PIXELS").With("max", most/1_000_000)
	}
	return nil
}

// redraw unpacks the picture and writes it anew, upright: what else stood in the file, where it was taken for one, is gone.
// BAD_USER_INPUT with key FILE_BROKEN.
func redraw(r io.Reader, m attachment.Media, turn int, w io.Writer) (width, height int, err error) {
	decode := jpeg.Decode
	if m == attachment.MediaPNG {
		decode = png.Decode
	}
	picture, err := decode(bufio.NewReader(r))
	if err != nil {
		return 0, 0, bad("FILE_BROKEN").Because(err)
	}
	out := bufio.NewWriter(w)
	if m == attachment.MediaPNG {
		err = png.Encode(out, picture)
	} else {
		picture = uprightly(picture, turn)
		err = jpeg.Encode(out, picture, &jpeg.Options{Quality: jpegQuality})
	}
	if err == nil {
		err = out.Flush()
	}
	if err != nil {
		return 0, 0, fault.Wrap("drawing a picture", err)
	}
	return picture.Bounds().Dx(), picture.Bounds().Dy(), nil
}

// upright is the turn of a picture that is stored as it is seen.
const upright = 1

// turned shows a picture as it is to be seen without a copy of it.
type turned struct {
	image.Image
	turn int
	w, h int // of the picture as stored
}

func uprightly(p image.Image, turn int) image.Image {
	if turn <= upright || turn > 8 {
		return p
	}
	return turned{Image: p, turn: turn, w: p.Bounds().Dx(), h: p.Bounds().Dy()}
}

// Bounds swaps the sides of what lies on its side.
func (t turned) Bounds() image.Rectangle {
	if t.turn >= 5 {
		return image.Rect(0, 0, t.h, t.w)
	}
	return image.Rect(0, 0, t.w, t.h)
}

// At finds the stored pixel of a seen one, by the eight orientations of EXIF (tag 0x0112).
func (t turned) At(x, y int) color.Color {
	right, down := t.w-1, t.h-1
	switch t.turn {
	case 2:
		x = right - x
	case 3:
		x, y = right-x, down-y
	case 4:
		y = down - y
	case 5:
		x, y = y, x
	case 6:
		x, y = y, down-x
	case 7:
		x, y = right-y, down-x
	case 8:
		x, y = right-y, x
	}
	origin := t.Image.Bounds().Min
	return t.Image.At(origin.X+x, origin.Y+y)
}

package attachment

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"io"
)

// The markers of a JPEG that matter here.
const (
	startOfImage = 0xd8
	endOfImage   = 0xd9
	startOfScan  = 0xda
	exifSegment  = 0xe1
)

// survey walks along the segments of a JPEG without unpacking it: how it was held, whether it is whole, and how many passes it
// wants; a few bytes can order a pass over all pixels.
// BAD_USER_INPUT with key FILE_BROKEN.
func (l Limits) survey(r io.Reader) (turn int, err error) {
	in := bufio.NewReader(r)
	turn = upright
	for scans := 0; ; {
		marker, err := nextMarker(in)
		if err != nil {
			return turn, bad("FILE_BROKEN").Because(err)
		}
		switch {
		case marker == endOfImage:
			return turn, nil
		case marker == startOfImage || marker == 0x01:
			continue
		case marker == startOfScan:
			scans++
		}
		body, err := segment(in)
		if err != nil || scans > l.Scans {
			return turn, bad("FILE_BROKEN").Because(err)
		}
		if marker == exifSegment && turn == upright {
			turn = orientation(body)
		}
	}
}

// nextMarker skips the packed pixels, in which a marker is never followed by zero.
func nextMarker(in *bufio.Reader) (byte, error) {
	for {
		if _, err := in.ReadSlice(0xff); errors.Is(err, bufio.ErrBufferFull) {
			continue
		} else if err != nil {
			return 0, io.ErrUnexpectedEOF
		}
		b := byte(0xff)
		for b == 0xff {
			var err error
			if b, err = in.ReadByte(); err != nil {
				return 0, io.ErrUnexpectedEOF
			}
		}
		if b != 0 && (b < 0xd0 || b > 0xd7) {
			return b, nil
		}
	}
}

func segment(in *bufio.Reader) ([]byte, error) {
	var length [2]byte
	if _, err := io.ReadFull(in, length[:]); err != nil {
		return nil, err
	}
	n := int(binary.BigEndian.Uint16(length[:])) - len(length)
	if n < 0 {
		return nil, io.ErrUnexpectedEOF
	}
	body := make([]byte, n)
	_, err := io.ReadFull(in, body)
	return body, err
}

// orientation reads the one tag of EXIF that a viewer needs; upright when it is not there.
func orientation(segment []byte) int {
	const tag, entry, header = 0x0112, 12, 8
	tiff, found := bytes.CutPrefix(segment, []byte("Exif\x00\x00"))
	if !found || len(tiff) < header {
		return upright
	}
	var order binary.ByteOrder = binary.BigEndian
	if tiff[0] == 'I' {
		order = binary.LittleEndian
	}
	at := int(order.Uint32(tiff[4:]))
	if at < header || at > len(tiff)-2 {
		return upright
	}
	for n, e := int(order.Uint16(tiff[at:])), tiff[at+2:]; n > 0 && len(e) >= entry; n, e = n-1, e[entry:] {
		if order.Uint16(e) != tag {
			continue
		}
		if turn := int(order.Uint16(e[8:])); turn >= 1 && turn <= 8 {
			return turn
		}
	}
	return upright
}

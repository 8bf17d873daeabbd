package attachment_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"runtime"
	"runtime/debug"
	"sync/atomic"
	"testing"
	"time"

	"gandan/internal/attachment"
	"gandan/internal/fault"
)

// TestPicturesWaitForEachOther: only so many are drawn at once, and who does not want to wait any more is sent away.
func TestPicturesWaitForEachOther(t *testing.T) {
	limits := attachment.StandardLimits()
	limits.Decodes = 1
	within(t, limits, func(t *testing.T, w *world) {
		leave := w.Occupy()
		content := jpegOf(t, 40, 30)
		a, paper := w.announce(w.conference.ID, jpg, content), w.announce(w.conference.ID, pdf, []byte(aPDF))
		ctx, leaves := context.WithCancel(w.visitor)
		body := io.MultiReader(bytes.NewReader(content), lastly(leaves))
		if err := w.Upload(ctx, a.Attachment.ID, a.Ticket, body, -1); !fault.HasKey(err, "BUSY") {
			t.Errorf("a picture while another is drawn: %v", err)
		}
		if err := w.send(paper, []byte(aPDF)); err != nil {
			t.Errorf("a paper need not wait: %v", err)
		}
		leave()
		if err := w.send(a, content); err != nil {
			t.Errorf("afterwards: %v", err)
		}
		w.nothingReceived()
	})
}

// lastly is the end of a body at which its sender goes away.
type lastly context.CancelFunc

func (leave lastly) Read([]byte) (int, error) {
	leave()
	return 0, io.EOF
}

// BenchmarkRedraw prints how long the largest picture takes and what it needs at its peak, in bytes a pixel.
func BenchmarkRedraw(b *testing.B) {
	const w, h = 8000, 5000
	for name, content := range map[string][]byte{"jpeg": jpegOf(b, w, h), "jpeg, turned": taken(jpegOf(b, w, h), 6), "png": pngOf(b, w, h)} {
		media := jpg
		if name == "png" {
			media = pngMedia
		}
		b.Run(name, func(b *testing.B) {
			debug.FreeOSMemory()
			var peak atomic.Uint64
			done := make(chan struct{})
			go func() {
				var m runtime.MemStats
				for {
					runtime.ReadMemStats(&m)
					peak.Store(max(peak.Load(), m.HeapInuse))
					select {
					case <-done:
						return
					case <-time.After(5 * time.Millisecond):
					}
				}
			}()
			for b.Loop() {
				turn, err := attachment.StandardLimits().Inspect(content, media)
				if err == nil {
					_, _, err = attachment.Redraw(content, media, turn, io.Discard)
				}
				if err != nil {
					b.Fatal(errors.Unwrap(err), err)
				}
			}
			close(done)
			b.ReportMetric(float64(peak.Load())/(w*h), "peak-B/pixel")
		})
	}
}

package attachment_test

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/iotest"
	"time"

	"gandan/ent"
	entattachment "gandan/ent/attachment"
	"gandan/ent/gid"
	"gandan/internal/access"
	"gandan/internal/attachment"
	"gandan/internal/fault"
	"gandan/internal/page"
	"gandan/internal/store"
)

var update = flag.Bool("update", false, "write the golden file")

func TestTheLifeIsAsDrawn(t *testing.T) {
	got := attachment.Life().Matrix([]entattachment.Status{entattachment.StatusEXPECTED, entattachment.StatusSTORED, entattachment.StatusREMOVED})
	const file = "testdata/attachment.matrix.txt"
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if want, err := os.ReadFile(file); err != nil || string(want) != got {
		t.Errorf("%s differs (%v):\n%s", file, err, got)
	}
}

func TestAFileIsKeptUnderANameOfOurs(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		for _, subject := range []gid.ID{w.conference.ID, w.promise.ID, w.draft.ID} {
			a := w.stored(subject, pdf, []byte(aPDF))
			if a.Status != entattachment.StatusSTORED || a.Size != len(aPDF) || a.StoredAt == nil || len(a.Sha256) != 32 || a.Name != "tài liệu.pdf" || a.UnitPath != ward {
				t.Errorf("%+v", a)
			}
			key := attachment.Key(a.ID, a.Sha256)
			if content, err := os.ReadFile(filepath.Join(w.bucket, key)); err != nil || string(content) != aPDF {
				t.Errorf("%s holds %q (%v)", key, content, err)
			}
		}
		w.nothingReceived()
	})
}

func TestWhereAPictureWasTakenIsNotKept(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		a := w.stored(w.conference.ID, jpg, taken(jpegOf(t, 64, 32), 6))
		if a.Width == nil || *a.Width != 32 || *a.Height != 64 {
			t.Errorf("%v × %v", a.Width, a.Height)
		}
		content, err := os.ReadFile(filepath.Join(w.bucket, attachment.Key(a.ID, a.Sha256)))
		if err != nil || bytes.Contains(content, []byte("Exif")) || bytes.Contains(content, []byte("GPS")) || len(content) != a.Size {
			t.Errorf("%d bytes, the row says %d (%v)", len(content), a.Size, err)
		}
	})
}

// TestWhatIsRefusedLeavesNothing and the same ticket is good for another attempt.
func TestWhatIsRefusedLeavesNothing(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		a, b := w.announce(w.conference.ID, pdf, []byte(aPDF)), w.announce(w.conference.ID, jpg, jpegOf(t, 9, 9))
		content := []byte(aPDF)
		broken := iotest.TimeoutReader(iotest.OneByteReader(bytes.NewReader(content)))
		for name, c := range map[string]struct {
			ticket string
			body   io.Reader
			length int64
			code   fault.Code
			key    fault.Key
		}{
			"no ticket of ours":             {"nonsense", bytes.NewReader(content), -1, fault.Unauthenticated, "BAD_TICKET"},
			"the ticket of another":         {b.Ticket, bytes.NewReader(content), -1, fault.Unauthenticated, "BAD_TICKET"},
			"longer than announced":         {a.Ticket, strings.NewReader(aPDF + "x"), -1, fault.LimitExceeded, "FILE_LONGER"},
			"longer by its head":            {a.Ticket, iotest.ErrReader(errors.New("must not be read")), int64(len(aPDF) + 1), fault.LimitExceeded, "FILE_LONGER"},
			"without an end":                {a.Ticket, endless{}, -1, fault.LimitExceeded, "FILE_LONGER"},
			"shorter than announced":        {a.Ticket, strings.NewReader(aPDF[1:]), -1, fault.BadUserInput, "FILE_SHORTER"},
			"shorter by its head":           {a.Ticket, iotest.ErrReader(errors.New("must not be read")), 3, fault.BadUserInput, "FILE_SHORTER"},
			"a body that breaks off":        {a.Ticket, io.MultiReader(strings.NewReader(aPDF[:9]), iotest.ErrReader(io.ErrUnexpectedEOF)), -1, fault.BadUserInput, "BODY_INCOMPLETE"},
			"a body that comes too slowly":  {a.Ticket, broken, -1, fault.BadUserInput, "BODY_INCOMPLETE"},
			"of another kind than was said": {a.Ticket, bytes.NewReader(make([]byte, len(aPDF))), -1, fault.BadUserInput, "NOT_WHAT_IT_SAYS"},
		} {
			t.Run(name, func(t *testing.T) {
				err := w.Upload(w.visitor, a.Attachment.ID, c.ticket, c.body, c.length)
				if f := fault.Of(err); f == nil || f.Code != c.code || f.Key != c.key {
					t.Errorf("got %v, want %s %s", err, c.code, c.key)
				}
			})
		}
		if row := w.row(a.Attachment.ID); row.Status != entattachment.StatusEXPECTED || len(w.objects()) != 0 {
			t.Errorf("%s, %v", row.Status, w.objects())
		}
		w.nothingReceived()
		if err := w.Upload(w.visitor, a.Attachment.ID, a.Ticket, iotest.OneByteReader(bytes.NewReader(content)), -1); err != nil {
			t.Errorf("a body without a length, byte by byte: %v", err)
		}
		if err := w.send(a, content); !fault.Is(err, fault.Conflict) {
			t.Errorf("a second time: %v", err)
		}
	})
}

// endless never comes to an end.
type endless struct{}

func (endless) Read(b []byte) (int, error) { return len(b), nil }

// TestOfTwentyUploadsWithOneTicketOneCounts, and the bytes that are served are those that the row speaks of.
func TestOfTwentyUploadsWithOneTicketOneCounts(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		a := w.announce(w.conference.ID, pdf, []byte(aPDF))
		var all sync.WaitGroup
		var won atomic.Int32
		for i := range 20 {
			all.Go(func() {
				mine := strings.Replace(aPDF, "1.7", "1."+string(rune('0'+i%5)), 1)
				switch err := w.send(a, []byte(mine)); {
				case err == nil:
					won.Add(1)
				case !fault.Is(err, fault.Conflict):
					t.Errorf("attempt %d: %v", i, err)
				}
			})
		}
		all.Wait()
		row := w.row(a.Attachment.ID)
		if won.Load() != 1 || !slices.Equal(w.objects(), []string{attachment.Key(row.ID, row.Sha256)}) {
			t.Errorf("%d won; there are %v, the row speaks of %s", won.Load(), w.objects(), attachment.Key(row.ID, row.Sha256))
		}
	})
}

func TestAnUploadNeedsTheRightsOfThatMoment(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		a := w.announce(w.conference.ID, pdf, []byte(aPDF))
		actor, _ := access.From(w.admin)
		w.desk.holders[a.Ticket] = access.Actor{ID: actor.ID}
		if err := w.send(a, []byte(aPDF)); !fault.Is(err, fault.NotFound) {
			t.Errorf("whose role ended: %v", err)
		}
		if len(w.objects()) != 0 {
			t.Error("its bytes were kept")
		}
	})
}

func TestWhatMayBeAnnounced(t *testing.T) {
	limits := attachment.StandardLimits()
	limits.Files, limits.Quota, limits.File = 3, 100, 50
	within(t, limits, func(t *testing.T, w *world) {
		input := func(subject gid.ID, size int) attachment.AttachInput {
			return attachment.AttachInput{SubjectID: subject, Name: "a", Media: pdf, Size: size}
		}
		refused := func(name string, ctx context.Context, in attachment.AttachInput, key fault.Key) {
			t.Helper()
			if _, err := w.Attach(ctx, in); !fault.HasKey(err, key) {
				t.Errorf("%s: %v, want %s", name, err, key)
			}
		}
		refused("too large", w.admin, input(w.conference.ID, 51), "FILE_TOO_LARGE")
		refused("nothing", w.admin, input(w.conference.ID, 0), "FILE_EMPTY")
		refused("of a draft by a citizen", w.citizen, input(w.conference.ID, 1), "NOT_FOUND")
		refused("of a draft by the neighbour", w.neighbour, input(w.draft.ID, 1), "NOT_FOUND")
		w.publish(true)
		for name, subject := range map[string]gid.ID{"conference": w.conference.ID, "promise": w.promise.ID, "draft": w.draft.ID} {
			refused(name+" by a citizen", w.citizen, input(subject, 1), "FORBIDDEN")
			refused(name+" by the neighbour", w.neighbour, input(subject, 1), "FORBIDDEN")
		}
		actor, _ := access.From(w.admin)
		refused("of a person", w.admin, input(actor.ID, 1), "WRONG_ID_KIND")

		var all sync.WaitGroup
		var made atomic.Int32
		for range 10 {
			all.Go(func() {
				switch _, err := w.Attach(w.admin, input(w.conference.ID, 10)); {
				case err == nil:
					made.Add(1)
				case !fault.HasKey(err, "TOO_MANY_FILES"):
					t.Errorf("at once: %v", err)
				}
			})
		}
		all.Wait()
		if made.Load() != 3 {
			t.Errorf("%d files of one conference, want 3", made.Load())
		}
		if _, err := w.Attach(w.admin, input(w.draft.ID, 50)); err != nil {
			t.Error(err)
		}
		refused("beyond the quota", w.admin, input(w.promise.ID, 21), "FILE_QUOTA")
		if _, err := w.Attach(w.admin, input(w.promise.ID, 20)); err != nil {
			t.Errorf("the last of the quota: %v", err)
		}
		w.clock.Advance(24*time.Hour + time.Minute)
		if _, err := w.Attach(w.admin, input(w.promise.ID, 50)); err != nil {
			t.Errorf("a day later: %v", err)
		}
	})
}

func TestAnAttachmentIsReadWithWhatItBelongsTo(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		for _, subject := range []gid.ID{w.conference.ID, w.promise.ID, w.draft.ID} {
			a, awaited := w.stored(subject, pdf, []byte(aPDF)), w.announce(subject, pdf, []byte(aPDF)).Attachment
			for _, public := range []bool{false, true, false} {
				w.publish(public)
				for name, c := range map[string]struct {
					ctx  context.Context
					may  bool
					more bool // sees what is awaited
				}{"visitor": {w.visitor, public, false}, "citizen": {w.citizen, public, false}, "neighbour": {w.neighbour, public, false}, "admin": {w.admin, true, true}} {
					if _, err := w.Attachment(c.ctx, a.ID); (err == nil) != c.may || err != nil && !fault.Is(err, fault.NotFound) {
						t.Errorf("%s, public %v: %v", name, public, err)
					}
					if _, err := w.Attachment(c.ctx, awaited.ID); (err == nil) != c.more {
						t.Errorf("%s reads what is awaited: %v", name, err)
					}
					if p, err := w.Attachments(c.ctx, subject, page.Args{}); err != nil || (len(p.Nodes) == 1) != c.may {
						t.Errorf("%s, public %v: %d in the list (%v)", name, public, len(p.Nodes), err)
					}
				}
			}
		}
	})
}

func TestWhatIsTakenAwayLeavesItsReason(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		w.publish(true)
		a := w.stored(w.conference.ID, pdf, []byte(aPDF))
		in := attachment.RemoveAttachmentInput{ID: a.ID, Reason: "  Bản cũ. "}
		for name, ctx := range map[string]context.Context{"a citizen": w.citizen, "the neighbour": w.neighbour} {
			if _, err := w.Remove(ctx, in); !fault.Is(err, fault.Forbidden) {
				t.Errorf("%s: %v", name, err)
			}
		}
		if _, err := w.Remove(w.admin, attachment.RemoveAttachmentInput{ID: a.ID, Reason: strings.Repeat("a", 501)}); !fault.HasKey(err, "TOO_LONG") {
			t.Error(err)
		}
		gone := errors.New("undone")
		_, err := store.Write(w.admin, w.store, func(ctx context.Context, _ *store.Tx) (*ent.Attachment, error) {
			_, err := w.Remove(ctx, in)
			return nil, errors.Join(err, gone)
		})
		if !errors.Is(err, gone) || len(w.objects()) != 1 {
			t.Fatalf("a removal that was undone took the bytes: %v (%v)", w.objects(), err)
		}
		removed, err := w.Remove(w.admin, in)
		if err != nil || removed.Status != entattachment.StatusREMOVED || *removed.RemovalReason != "Bản cũ." || len(w.objects()) != 0 {
			t.Errorf("%+v, %v (%v)", removed, w.objects(), err)
		}
		if _, err := w.Attachment(w.visitor, a.ID); !fault.Is(err, fault.NotFound) {
			t.Errorf("a visitor: %v", err)
		}
		if _, err := w.Remove(w.admin, in); !fault.Is(err, fault.Conflict) {
			t.Errorf("again: %v", err)
		}
	})
}

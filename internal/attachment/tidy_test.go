package attachment_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	entattachment "gandan/ent/attachment"
	"gandan/internal/attachment"
	"gandan/internal/fault"
)

// TestAProcessThatDiesBeforeItsRowLeavesNothingForLong: the bytes are in the store and no row speaks of them.
func TestAProcessThatDiesBeforeItsRowLeavesNothingForLong(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		kept := w.stored(w.conference.ID, pdf, []byte(aPDF))
		died, again := w.announce(w.conference.ID, pdf, []byte(aPDF)), w.announce(w.conference.ID, pdf, []byte(aPDF))
		half := bytes.Replace([]byte(aPDF), []byte("1.7"), []byte("1.4"), 1)
		for _, a := range []*attachment.Announced{died, again} {
			if err := w.Die(w.admin, a.Attachment, half); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.send(again, []byte(aPDF)); err != nil {
			t.Fatalf("another attempt: %v", err)
		}
		if got := len(w.objects()); got != 4 {
			t.Fatalf("%d objects, want 4", got)
		}
		w.clock.Advance(59 * time.Minute)
		w.tidy()
		if got := len(w.objects()); got != 4 {
			t.Errorf("%d objects are left of uploads that may be under way, want 4", got)
		}
		w.clock.Advance(2 * time.Minute)
		w.tidy()
		retried := w.row(again.Attachment.ID)
		want := []string{attachment.Key(kept.ID, kept.Sha256), attachment.Key(retried.ID, retried.Sha256)}
		slices.Sort(want)
		if got := w.objects(); !slices.Equal(got, want) {
			t.Errorf("there are %v, want %v", got, want)
		}
		if _, err := w.Attachment(w.admin, died.Attachment.ID); !fault.Is(err, fault.NotFound) {
			t.Errorf("the row whose bytes never came is there: %v", err)
		}
		if w.row(kept.ID).Status != entattachment.StatusSTORED {
			t.Error("what was stored was touched")
		}
	})
}

func TestWhatIsNotOursIsLeftAlone(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		w.stored(w.conference.ID, pdf, []byte(aPDF))
		stray := filepath.Join(w.bucket, "attachments", "readme.txt")
		if err := os.WriteFile(stray, []byte("a"), 0o600); err != nil {
			t.Fatal(err)
		}
		w.clock.Advance(48 * time.Hour)
		w.tidy()
		if got := len(w.objects()); got != 2 {
			t.Errorf("%d objects, want 2", got)
		}
	})
}

// TestBytesThatOutlivedTheirRemovalGo, as after a stop between the row and the store.
func TestBytesThatOutlivedTheirRemovalGo(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		a := w.stored(w.conference.ID, pdf, []byte(aPDF))
		path := filepath.Join(w.bucket, attachment.Key(a.ID, a.Sha256))
		if _, err := w.Remove(w.admin, attachment.RemoveAttachmentInput{ID: a.ID, Reason: "Bản cũ"}); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(aPDF), 0o600); err != nil {
			t.Fatal(err)
		}
		w.clock.Advance(2 * time.Hour)
		w.tidy()
		if got := w.objects(); len(got) != 0 {
			t.Errorf("there are %v", got)
		}
	})
}

func (w *world) tidy() {
	w.t.Helper()
	if err := w.Tidy(context.Background()); err != nil {
		w.t.Fatal(err)
	}
}

func TestNames(t *testing.T) {
	for given, want := range map[string]string{
		"báo cáo.pdf": "báo cáo.pdf", "báo cáo": "báo cáo.pdf", "a.PDF": "a.PDF", "a.exe": "a.exe.pdf", "/etc/passwd": "passwd.pdf",
		`C:\Users\x\a.pdf`: "a.pdf", "../../a.pdf": "a.pdf", "...a.pdf": "a.pdf", "a\u202efdp.exe": "afdp.exe.pdf", "a\x00\nb.pdf": "a b.pdf", `a"<b>.pdf`: "a__b_.pdf",
	} {
		if got, err := attachment.CleanName(given, pdf); err != nil || got != want {
			t.Errorf("%q became %q (%v), want %q", given, got, err, want)
		}
	}
	for _, given := range []string{"", " ", "/", "..", ".pdf", "///.pdf", "\u200b"} {
		if got, err := attachment.CleanName(given, pdf); !fault.HasKey(err, "TOO_SHORT") {
			t.Errorf("%q became %q (%v)", given, got, err)
		}
	}
	if got, err := attachment.CleanName("a.jpeg", jpg); err != nil || got != "a.jpeg" {
		t.Errorf("%q (%v)", got, err)
	}
	const want = `attachment; filename="k_ ho_ch_1.pdf"; filename*=UTF-8''k%E1%BA%BF%20ho%E1%BA%A1ch%221.pdf`
	if got := attachment.Disposition(`kế hoạch"1.pdf`); got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
}

package attachment_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"gandan/ent"
	"gandan/ent/account"
	entattachment "gandan/ent/attachment"
	"gandan/ent/commitment"
	"gandan/ent/conference"
	"gandan/ent/draft"
	"gandan/ent/gid"
	"gandan/ent/organisation"
	"gandan/ent/unit"
	"gandan/internal/access"
	"gandan/internal/attachment"
	"gandan/internal/fault"
	"gandan/internal/store"
	"gandan/internal/store/storetest"
)

var system = access.AsSystem(context.Background(), "test")

// desk gives tickets: the id of the attachment in the hands of whoever asked.
type desk struct{ holders map[string]access.Actor }

func (d *desk) UploadTicket(ctx context.Context, object gid.ID) (string, time.Time, error) {
	actor, _ := access.From(ctx)
	d.holders[object.String()] = actor
	return object.String(), time.Unix(0, 0), nil
}

func (d *desk) HolderOfUploadTicket(_ context.Context, ticket string) (access.Actor, gid.ID, error) {
	actor, known := d.holders[ticket]
	if !known {
		return actor, gid.Zero, fault.New(fault.Unauthenticated, "BAD_TICKET")
	}
	id, err := gid.Parse(ticket)
	return actor, id, err
}

// world is a ward with an admin, and one thing of each kind that takes attachments.
type world struct {
	*attachment.Service
	t          *testing.T
	store      *store.Store
	clock      *storetest.Clock
	desk       *desk
	bucket     string // the folder
	temp       string
	admin      context.Context
	citizen    context.Context
	neighbour  context.Context // admin of another ward
	visitor    context.Context
	conference *ent.Conference // a draft
	promise    *ent.Commitment
	draft      *ent.Draft
}

func inWorld(t *testing.T, test func(t *testing.T, w *world)) {
	t.Helper()
	within(t, attachment.StandardLimits(), test)
}

func within(t *testing.T, limits attachment.Limits, test func(t *testing.T, w *world)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, s *store.Store, clock *storetest.Clock) {
		t.Helper()
		w := &world{t: t, store: s, clock: clock, desk: &desk{map[string]access.Actor{}}, bucket: filepath.Join(t.TempDir(), "files"), temp: t.TempDir()}
		b, err := attachment.OpenBucket(context.Background(), "", w.bucket)
		if err != nil {
			t.Fatal(err)
		}
		w.Service = attachment.New(s, w.desk, b, w.temp, limits)
		t.Cleanup(func() { _ = w.Close() })
		w.build()
		test(t, w)
	})
}

const ward, other = "/01/00070/", "/01/00082/"

func (w *world) build() {
	w.t.Helper()
	err := store.Do(system, w.store, func(ctx context.Context, tx *store.Tx) error {
		person := func(n int, path string) (context.Context, error) {
			a, err := tx.Account.Create().SetPhone(fmt.Sprintf("+841%08d", n)).SetDisplayName("Người thử").SetStatus(account.StatusACTIVE).Save(ctx)
			if err != nil {
				return nil, err
			}
			actor := access.Actor{ID: a.ID}
			if path != "" {
				actor.Members = []access.Membership{{Role: access.Admin, Path: path}}
			}
			return access.With(context.Background(), actor), nil
		}
		var err error
		for i, c := range []struct {
			path string
			into *context.Context
		}{{ward, &w.admin}, {"", &w.citizen}, {other, &w.neighbour}} {
			if *c.into, err = person(i+1, c.path); err != nil {
				return err
			}
		}
		w.visitor = access.With(context.Background(), access.Anonymous())
		return w.things(ctx, tx)
	})
	if err != nil {
		w.t.Fatalf("preparing: %v", err)
	}
}

func (w *world) things(ctx context.Context, tx *store.Tx) error {
	u, err := tx.Unit.Create().SetCode("00070").SetName("Phường thử").SetNameFolded("phuong thu").SetKind(unit.KindWARD).
		SetPath(ward).SetIdentity("00070").SetSource("test").SetConfidence("test").Save(ctx)
	if err != nil {
		return err
	}
	o, err := tx.Organisation.Create().SetName("UBND phường thử").SetNameFolded("ubnd phuong thu").SetKind(organisation.KindPEOPLES_COMMITTEE).
		SetUnitID(u.ID).SetUnitPath(u.Path).Save(ctx)
	if err != nil {
		return err
	}
	if w.conference, err = tx.Conference.Create().SetUnitID(u.ID).SetUnitPath(u.Path).SetKind(conference.KindDIALOGUE).SetTitle("Đối thoại quý I").
		SetStartsAt(tx.Now).SetEndsAt(tx.Now.Add(time.Hour)).SetModeration(conference.ModerationBEFORE_PUBLICATION).
		SetStatus(conference.StatusDRAFT).Save(ctx); err != nil {
		return err
	}
	if w.promise, err = tx.Commitment.Create().SetUnitID(u.ID).SetUnitPath(u.Path).SetConferenceID(w.conference.ID).SetText("Sửa vỉa hè.").
		SetResponsibleID(o.ID).SetDueOn("2026-12-31").SetStatus(commitment.StatusOPEN).Save(ctx); err != nil {
		return err
	}
	w.draft, err = tx.Draft.Create().SetUnitID(u.ID).SetUnitPath(u.Path).SetTitle("Dự thảo quy chế").SetDrafterID(o.ID).SetOrganiserID(o.ID).
		SetForm(draft.FormWRITTEN).SetStatus(draft.StatusPREPARED).Save(ctx)
	return err
}

// publish makes the conference public, and with it what was promised there; or the draft.
func (w *world) publish(public bool) {
	w.t.Helper()
	err := store.Do(system, w.store, func(ctx context.Context, tx *store.Tx) error {
		if err := tx.Conference.Update().SetListed(public).Exec(ctx); err != nil {
			return err
		}
		return tx.Draft.Update().SetListed(public).Exec(ctx)
	})
	if err != nil {
		w.t.Fatal(err)
	}
}

// announce announces a file of the subject.
func (w *world) announce(subject gid.ID, m entattachment.Media, content []byte) *attachment.Announced {
	w.t.Helper()
	a, err := w.Attach(w.admin, attachment.AttachInput{SubjectID: subject, Name: "tài liệu", Media: m, Size: len(content)})
	if err != nil {
		w.t.Fatal(err)
	}
	return a
}

// send sends the bytes of an announced file.
func (w *world) send(a *attachment.Announced, content []byte) error {
	return w.Upload(w.visitor, a.Attachment.ID, a.Ticket, bytes.NewReader(content), int64(len(content)))
}

// stored announces and sends.
func (w *world) stored(subject gid.ID, m entattachment.Media, content []byte) *ent.Attachment {
	w.t.Helper()
	a := w.announce(subject, m, content)
	if err := w.send(a, content); err != nil {
		w.t.Fatal(err)
	}
	return w.row(a.Attachment.ID)
}

func (w *world) row(id gid.ID) *ent.Attachment {
	w.t.Helper()
	a, err := w.store.Reader(system).Attachment.Get(system, id)
	if err != nil {
		w.t.Fatal(err)
	}
	return a
}

// objects lists what lies in the store.
func (w *world) objects() []string {
	w.t.Helper()
	entries, err := os.ReadDir(filepath.Join(w.bucket, "attachments"))
	if err != nil && !os.IsNotExist(err) {
		w.t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, "attachments/"+e.Name())
	}
	return names
}

// nothingReceived fails when something lies where files come in.
func (w *world) nothingReceived() {
	w.t.Helper()
	if left, err := os.ReadDir(w.temp); err != nil || len(left) > 0 {
		w.t.Errorf("left behind: %v (%v)", left, err)
	}
}

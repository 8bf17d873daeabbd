package conference_test

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"gandan/ent"
	entconference "gandan/ent/conference"
	"gandan/ent/gid"
	"gandan/ent/invitation"
	"gandan/ent/organisation"
	"gandan/ent/registration"
	"gandan/internal/conference"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// sitting adds one in the first hour of the conference.
func (w *world) sitting(t *testing.T, c *ent.Conference, changes ...func(*conference.AddSittingInput)) *ent.Sitting {
	t.Helper()
	return must[*ent.Sitting](t)(w.AddSitting(w.admin, aSitting(c, changes...)))
}

func aSitting(c *ent.Conference, changes ...func(*conference.AddSittingInput)) conference.AddSittingInput {
	in := conference.AddSittingInput{ConferenceID: c.ID, Name: "Buổi một", Cluster: "Tổ 1", StartsAt: c.StartsAt, EndsAt: c.StartsAt.Add(time.Hour)}
	for _, change := range changes {
		change(&in)
	}
	return in
}

// registered lets somebody register for the sitting.
func (w *world) registered(t *testing.T, st *ent.Sitting) {
	t.Helper()
	write(t, w, func(ctx context.Context, tx *store.Tx) (*ent.Registration, error) {
		if err := tx.Sitting.UpdateOneID(st.ID).AddRegisteredCount(1).Exec(ctx); err != nil {
			return nil, err
		}
		return tx.Registration.Create().SetConferenceID(st.ConferenceID).SetSittingID(st.ID).SetUnitID(st.UnitID).SetUnitPath(st.UnitPath).
			SetStatus(registration.StatusREGISTERED).SetNumber(1).Save(ctx)
	})
}

// inTenDays is a dialogue with enough notice to be moved about.
func inTenDays(in *conference.CreateConferenceInput) {
	in.StartsAt, in.EndsAt = in.StartsAt.Add(48*time.Hour), in.EndsAt.Add(48*time.Hour)
}

func TestADateMovesWithItsLengthItsVersionAndItsReason(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.announced(t, inTenDays)
		to := c.StartsAt.Add(24 * time.Hour)
		moved := must[*ent.Conference](t)(w.Reschedule(w.admin, conference.RescheduleConferenceInput{ID: c.ID, StartsAt: &to, Reason: " Trùng lịch "}))
		if !moved.StartsAt.Equal(to) || moved.EndsAt.Sub(moved.StartsAt) != c.EndsAt.Sub(c.StartsAt) {
			t.Errorf("it is held from %s to %s", moved.StartsAt, moved.EndsAt)
		}
		if moved.ScheduleVersion != c.ScheduleVersion+1 || *moved.RescheduleReason != "Trùng lịch" || !moved.RescheduledAt.Equal(w.clock.Now()) {
			t.Errorf("version %d, %v, %v", moved.ScheduleVersion, *moved.RescheduleReason, moved.RescheduledAt)
		}
		if got, want := w.activity(t, c.ID), []string{"1 STATUS_CHANGED ANNOUNCED", "2 RESCHEDULED ANNOUNCED"}; !slices.Equal(got, want) {
			t.Errorf("told %v", got)
		}
		if got := names(w.events(t, c.ID)); got != "conference.created conference.announced conference.activity conference.activity conference.rescheduled" {
			t.Errorf("the facts are %s", got)
		}
		off := must[*ent.Conference](t)(w.Cancel(w.admin, conference.CancelConferenceInput{ID: c.ID, Reason: "Bão"}))
		if off.ScheduleVersion != c.ScheduleVersion+2 {
			t.Errorf("called off it has version %d", off.ScheduleVersion)
		}
	})
}

func TestANewDateNeedsTheNoticeOfTheUnitUnlessItIsUrgent(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		w.rules["dialogue.noticeDays"] = 9
		c := must[*ent.Conference](t)(w.Announce(w.admin, conference.AnnounceConferenceInput{ID: w.draft(t, inTenDays).ID}))
		at := w.clock.Now().Add(9 * 24 * time.Hour)
		early := at.Add(-time.Microsecond)
		in := conference.RescheduleConferenceInput{ID: c.ID, StartsAt: &early, Reason: "Sớm hơn"}
		_, err := w.Reschedule(w.admin, in)
		wantFault(t, err, fault.BadUserInput, "NOTICE_TOO_SHORT", "input.urgent")
		if f := fault.Of(err); f.Args["days"] != 9 {
			t.Errorf("it asks for %v days", f.Args["days"])
		}
		in.StartsAt = &at
		if c = must[*ent.Conference](t)(w.Reschedule(w.admin, in)); c.Urgent {
			t.Error("with notice it is not urgent")
		}
		in.StartsAt, in.Urgent = &early, ptr(true)
		if c = must[*ent.Conference](t)(w.Reschedule(w.admin, in)); !c.Urgent || *c.UrgentReason != "Sớm hơn" {
			t.Errorf("urgent: %v", c)
		}
		in = conference.RescheduleConferenceInput{ID: c.ID, Venue: ptr("Sân vận động"), Reason: "Đông người"}
		w.clock.Advance(5 * 24 * time.Hour)
		if c = must[*ent.Conference](t)(w.Reschedule(w.admin, in)); *c.Venue != "Sân vận động" || !c.StartsAt.Equal(early) {
			t.Errorf("another place is no new date: %v", c)
		}
	})
}

func TestASittingThatMovesNeedsNoticeToo(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.draft(t, func(in *conference.CreateConferenceInput) {
			in.StartsAt, in.EndsAt = w.clock.Now().Add(6*24*time.Hour), w.clock.Now().Add(12*24*time.Hour)
		})
		st := w.sitting(t, c, func(in *conference.AddSittingInput) {
			in.StartsAt, in.EndsAt = c.EndsAt.Add(-time.Hour), c.EndsAt
		})
		must[*ent.Conference](t)(w.Announce(w.admin, conference.AnnounceConferenceInput{ID: c.ID, Urgent: ptr(true), Reason: ptr("Bão")}))
		early := c.StartsAt.Add(time.Hour)
		in := conference.RescheduleConferenceInput{ID: c.ID, Reason: "Bão", Sittings: []conference.MoveSittingInput{{ID: st.ID, StartsAt: &early}}}
		_, err := w.Reschedule(w.admin, in)
		wantFault(t, err, fault.BadUserInput, "NOTICE_TOO_SHORT")
		in.Urgent = ptr(true)
		must[*ent.Conference](t)(w.Reschedule(w.admin, in))
		if now := must[*ent.Sitting](t)(w.Sitting(w.visitor, st.ID)); !now.StartsAt.Equal(early) {
			t.Errorf("the sitting begins at %s", now.StartsAt)
		}
	})
}

func TestADateMovedAfterPeopleRegisteredTakesThemAlong(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.draft(t, inTenDays)
		st := w.sitting(t, c)
		c = must[*ent.Conference](t)(w.Announce(w.admin, conference.AnnounceConferenceInput{ID: c.ID}))
		w.registered(t, st)
		_, err := w.RemoveSitting(w.admin, conference.RemoveSittingInput{ID: st.ID})
		wantFault(t, err, fault.Conflict, "SITTING_TAKEN")
		_, err = w.ChangeSitting(w.admin, conference.ChangeSittingInput{ID: st.ID, EndsAt: ptr(st.EndsAt.Add(time.Minute))})
		wantFault(t, err, fault.Conflict, "RESCHEDULE_INSTEAD")

		to := c.StartsAt.Add(24 * time.Hour)
		in := conference.RescheduleConferenceInput{ID: c.ID, StartsAt: &to, Reason: "Trùng lịch"}
		_, err = w.Reschedule(w.admin, in)
		wantFault(t, err, fault.BadUserInput, "SITTING_OUTSIDE", "input.startsAt")
		if fault.Of(err).Args["sitting"] != "Buổi một" {
			t.Errorf("it names %v", fault.Of(err).Args)
		}
		if now := w.conferenceNow(t, c.ID); now.ScheduleVersion != 0 || !now.StartsAt.Equal(c.StartsAt) {
			t.Error("the refusal left a trace")
		}
		in.Sittings = []conference.MoveSittingInput{{ID: st.ID, StartsAt: &to, EndsAt: ptr(to.Add(time.Hour))}}
		must[*ent.Conference](t)(w.Reschedule(w.admin, in))
		if now := must[*ent.Sitting](t)(w.Sitting(w.visitor, st.ID)); now.RegisteredCount != 1 || !now.StartsAt.Equal(to) {
			t.Errorf("the sitting is %v", now)
		}
	})
}

func TestSeatsThatAreTakenStay(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		st := w.sitting(t, w.draft(t, inTenDays))
		w.registered(t, st)
		w.registeredTwice(t, st)
		_, err := w.ChangeSitting(w.admin, conference.ChangeSittingInput{ID: st.ID, Capacity: ptr(1)})
		wantFault(t, err, fault.BadUserInput, "CAPACITY_TAKEN", "input.capacity")
		if st = must[*ent.Sitting](t)(w.ChangeSitting(w.admin, conference.ChangeSittingInput{ID: st.ID, Capacity: ptr(2)})); *st.Capacity != 2 || st.Name != "Buổi một" {
			t.Errorf("it is %v", st)
		}
		if st = must[*ent.Sitting](t)(w.ChangeSitting(w.admin, conference.ChangeSittingInput{ID: st.ID, Capacity: ptr(0)})); st.Capacity != nil {
			t.Errorf("there are %d seats", *st.Capacity)
		}
	})
}

// registeredTwice raises the count alone.
func (w *world) registeredTwice(t *testing.T, st *ent.Sitting) {
	t.Helper()
	write(t, w, func(ctx context.Context, tx *store.Tx) (*ent.Sitting, error) {
		return tx.Sitting.UpdateOneID(st.ID).AddRegisteredCount(1).Save(ctx)
	})
}

func TestAConferenceHasThirtySittingsAndAHundredGuestsAtMost(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.draft(t)
		for range 30 {
			w.sitting(t, c)
		}
		_, err := w.AddSitting(w.admin, aSitting(c))
		wantFault(t, err, fault.LimitExceeded, "TOO_MANY_SITTINGS")
		var last conference.InviteOrganisationInput
		for i := range 101 {
			o := write(t, w, func(ctx context.Context, tx *store.Tx) (*ent.Organisation, error) {
				return tx.Organisation.Create().SetName(fmt.Sprintf("Hội %d", i)).SetNameFolded(fmt.Sprintf("hoi %d", i)).
					SetKind(organisation.KindOTHER).SetUnitID(w.ward.ID).SetUnitPath(w.ward.Path).Save(ctx)
			})
			last = conference.InviteOrganisationInput{ConferenceID: c.ID, OrganisationID: o.ID, Part: invitation.PartINVITED}
			if i < 100 {
				must[*ent.Invitation](t)(w.Invite(w.admin, last))
			}
		}
		_, err = w.Invite(w.admin, last)
		wantFault(t, err, fault.LimitExceeded, "TOO_MANY_INVITATIONS")
		if n := len(must[[]*ent.Invitation](t)(w.Invitations(w.admin, c))); n != 100 {
			t.Errorf("%d are invited", n)
		}
	})
}

func TestOfManyWhoWouldChairOneDoes(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.draft(t)
		var all sync.WaitGroup
		var chairs atomic.Int32
		for _, o := range []*ent.Organisation{w.wardCommittee, w.cityCommittee} {
			for range 4 {
				all.Go(func() {
					_, err := w.Invite(w.admin, conference.InviteOrganisationInput{ConferenceID: c.ID, OrganisationID: o.ID, Part: invitation.PartCHAIR})
					if err == nil {
						chairs.Add(1)
					} else if !fault.HasKey(err, "CHAIR_TAKEN") {
						t.Error(err)
					}
				})
			}
		}
		all.Wait()
		list := must[[]*ent.Invitation](t)(w.Invitations(w.admin, c))
		if len(list) != 1 || list[0].Part != invitation.PartCHAIR || chairs.Load() != 4 {
			t.Errorf("%d chairs, %d were told so", len(list), chairs.Load())
		}
	})
}

func TestWhoIsInvitedMayBeOfAUnitBelowAndWhoChairsMayNot(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.draft(t, func(in *conference.CreateConferenceInput) { in.UnitID, in.HostID = w.city.ID, nil })
		in := conference.InviteOrganisationInput{ConferenceID: c.ID, OrganisationID: w.wardCommittee.ID, Part: invitation.PartINVITED}
		must[*ent.Invitation](t)(w.Invite(w.cityAdmin, in))
		in.Part = invitation.PartCO_CHAIR
		_, err := w.Invite(w.cityAdmin, in)
		wantFault(t, err, fault.BadUserInput, "ORGANISATION_ELSEWHERE", "input.organisationId")
	})
}

func TestOfManyWhoAdvanceTheAgendaOneDoesAndNoPointIsSkipped(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.announced(t)
		points := []conference.AgendaPointInput{{Title: ptr("Khai mạc")}, {Title: ptr("Hỏi đáp")}, {Title: ptr("Bế mạc")}}
		must[*ent.Conference](t)(w.SetAgenda(w.admin, conference.SetAgendaInput{ConferenceID: c.ID, Points: points}))
		c = must[*ent.Conference](t)(w.Start(w.admin, conference.StartConferenceInput{ID: c.ID}))
		if p := must[*ent.AgendaItem](t)(w.CurrentPoint(w.visitor, c)); p != nil {
			t.Errorf("%s goes on before anything began", p.Title)
		}
		for _, item := range must[[]*ent.AgendaItem](t)(w.Agenda(w.visitor, c)) {
			var all sync.WaitGroup
			var moved atomic.Int32
			for range 6 {
				all.Go(func() {
					if _, err := w.AdvanceAgenda(w.admin, conference.AdvanceAgendaInput{ItemID: item.ID}); err == nil {
						moved.Add(1)
					} else if !fault.Is(err, fault.Conflict) {
						t.Error(err)
					}
				})
			}
			all.Wait()
			if p := must[*ent.AgendaItem](t)(w.CurrentPoint(w.visitor, c)); moved.Load() != 1 || p.ID != item.ID {
				t.Errorf("%s: %d moved it, %v goes on", item.Title, moved.Load(), p)
			}
		}
		if told := w.activity(t, c.ID); len(told) != 5 || told[4] != "5 AGENDA_MOVED LIVE" {
			t.Errorf("told %v", told)
		}
		_, err := w.SetAgenda(w.admin, conference.SetAgendaInput{ConferenceID: c.ID, Points: points})
		wantFault(t, err, fault.Conflict, "WRONG_STATE")
	})
}

func TestAnOrganisationComesOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.announced(t)
		inv := must[*ent.Invitation](t)(w.Invite(w.admin, conference.InviteOrganisationInput{ConferenceID: c.ID, OrganisationID: w.cityCommittee.ID, Part: invitation.PartINVITED}))
		must[*ent.Conference](t)(w.Start(w.admin, conference.StartConferenceInput{ID: c.ID}))
		came := w.clock.Now()
		for range 2 {
			got := must[*ent.Invitation](t)(w.MarkPresent(w.admin, conference.MarkOrganisationPresentInput{InvitationID: inv.ID}))
			if !got.AttendedAt.Equal(came) {
				t.Errorf("it came at %s", got.AttendedAt)
			}
			w.clock.Advance(time.Minute)
		}
		if told := w.activity(t, c.ID); len(told) != 3 || told[2] != "3 ATTENDANCE_CHANGED LIVE" {
			t.Errorf("told %v", told)
		}
		_, err := w.RemoveInvitation(w.admin, conference.RemoveInvitationInput{ID: inv.ID})
		wantFault(t, err, fault.Conflict, "WRONG_STATE")
	})
}

func TestAFormIsAnnouncedOnlyWithWhatItNeeds(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		venue, link := ptr("Nhà văn hóa"), ptr("https://hop.example.vn/1")
		for _, x := range []struct {
			form        entconference.Form
			venue, link *string
			key         fault.Key
		}{
			{entconference.FormIN_PERSON, nil, link, "VENUE_MISSING"},
			{entconference.FormIN_PERSON, venue, nil, ""},
			{entconference.FormONLINE, venue, nil, "ONLINE_URL_MISSING"},
			{entconference.FormONLINE, nil, link, ""},
			{entconference.FormHYBRID, nil, nil, "VENUE_MISSING"},
			{entconference.FormHYBRID, venue, nil, "ONLINE_URL_MISSING"},
			{entconference.FormHYBRID, venue, link, ""},
		} {
			c := w.draft(t, func(in *conference.CreateConferenceInput) { in.Form, in.Venue, in.OnlineURL = &x.form, x.venue, x.link })
			_, err := w.Announce(w.admin, conference.AnnounceConferenceInput{ID: c.ID})
			if x.key != "" {
				wantFault(t, err, fault.Conflict, x.key)
			} else if err != nil {
				t.Errorf("%s: %v", x.form, err)
			}
		}
		c := w.draft(t, func(in *conference.CreateConferenceInput) { in.Form = ptr(entconference.FormIN_PERSON) })
		w.sitting(t, c, func(in *conference.AddSittingInput) { in.Venue = venue })
		must[*ent.Conference](t)(w.Announce(w.admin, conference.AnnounceConferenceInput{ID: c.ID}))
	})
}

func TestADraftChangesInPartsAndKeepsTheRest(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.draft(t, func(in *conference.CreateConferenceInput) {
			in.Topic, in.Venue, in.Capacity, in.OnlineURL = ptr("Rác"), ptr("Nhà văn hóa"), ptr(50), ptr("https://hop.example.vn/1")
		})
		up := func(in conference.UpdateConferenceInput) *ent.Conference {
			in.ID = c.ID
			return must[*ent.Conference](t)(w.Update(w.admin, in))
		}
		now := up(conference.UpdateConferenceInput{Title: ptr("Đối thoại về rác")})
		if now.Title != "Đối thoại về rác" || *now.Topic != "Rác" || *now.Venue != "Nhà văn hóa" || *now.Capacity != 50 || *now.HostID != w.wardCommittee.ID || now.Form != "" {
			t.Errorf("it is %v", now)
		}
		now = up(conference.UpdateConferenceInput{Topic: ptr(""), Venue: ptr(" "), OnlineURL: ptr(""), Capacity: ptr(0), HostID: &w.cityCommittee.ID})
		if now.Topic != nil || now.Venue != nil || now.OnlineURL != nil || now.Capacity != nil || *now.HostID != w.cityCommittee.ID {
			t.Errorf("it is %v", now)
		}
		if len(w.activity(t, c.ID)) != 0 {
			t.Error("nobody is told of a draft")
		}
	})
}

func TestWhatBelongsToADraftIsReadByItsAdminsOnly(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := w.draft(t)
		st := w.sitting(t, c)
		inv := must[*ent.Invitation](t)(w.Invite(w.admin, conference.InviteOrganisationInput{ConferenceID: c.ID, OrganisationID: w.cityCommittee.ID, Part: invitation.PartCHAIR}))
		must[*ent.Conference](t)(w.SetAgenda(w.admin, conference.SetAgendaInput{ConferenceID: c.ID, Points: []conference.AgendaPointInput{{Title: ptr("Khai mạc")}}}))
		point := must[[]*ent.AgendaItem](t)(w.Agenda(w.admin, c))[0]
		reads := map[string]func(context.Context) error{
			"sitting":    func(ctx context.Context) error { _, err := w.Sitting(ctx, st.ID); return err },
			"point":      func(ctx context.Context) error { _, err := w.AgendaItem(ctx, point.ID); return err },
			"invitation": func(ctx context.Context) error { _, err := w.Invitation(ctx, inv.ID); return err },
			"changing": func(ctx context.Context) error {
				_, err := w.ChangeSitting(ctx, conference.ChangeSittingInput{ID: st.ID, Capacity: ptr(5)})
				return err
			},
		}
		for name, read := range reads {
			for who, ctx := range map[string]context.Context{"a visitor": w.visitor, "the admin of another ward": w.otherWardAdmin} {
				if err := read(ctx); !fault.Is(err, fault.NotFound) {
					t.Errorf("%s by %s: %v", name, who, err)
				}
			}
			if err := read(w.cityAdmin); err != nil {
				t.Errorf("%s by the admin of the city: %v", name, err)
			}
		}
		if rows := must[[]*ent.Sitting](t)(w.Sittings(w.visitor, c)); len(rows) != 0 {
			t.Errorf("a visitor reads %v", rows)
		}
	})
}

func TestTheProgrammeOfManyConferencesIsThreeStatements(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		var list []*ent.Conference
		for range 5 {
			c := w.announced(t, inTenDays)
			w.sitting(t, c)
			list = append(list, c)
		}
		ctx, counter := store.CountStatements(together(w.visitor))
		var all sync.WaitGroup
		for _, c := range list {
			all.Go(func() {
				if got, err := w.Sittings(ctx, c); err != nil || len(got) != 1 {
					t.Errorf("%d sittings (%v)", len(got), err)
				}
			})
			all.Go(func() { _, _ = w.Agenda(ctx, c) })
			all.Go(func() { _, _ = w.Invitations(ctx, c) })
		}
		all.Wait()
		if n := counter.Statements(); n != 3 {
			t.Errorf("%d statements", n)
		}
	})
}

func TestASittingIsNotFoundByAnIDOfAnotherKind(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		for _, id := range []gid.ID{gid.Zero, w.ward.ID, w.draft(t).ID} {
			_, err := w.ChangeSitting(w.admin, conference.ChangeSittingInput{ID: id})
			wantFault(t, err, fault.NotFound, "NOT_FOUND")
		}
	})
}

func TestASittingThatIsAddedAfterTheAnnouncementNeedsNoticeUnlessTheConferenceIsUrgent(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c := must[*ent.Conference](t)(w.Announce(w.admin, conference.AnnounceConferenceInput{ID: w.draft(t).ID}))
		st := w.sitting(t, c) // eight days ahead
		if now := w.conferenceNow(t, c.ID); now.ScheduleVersion != 1 || len(w.activity(t, c.ID)) != 2 {
			t.Errorf("version %d, told %v", now.ScheduleVersion, w.activity(t, c.ID))
		}
		w.clock.Advance(48 * time.Hour)
		_, err := w.AddSitting(w.admin, aSitting(c))
		wantFault(t, err, fault.BadUserInput, "NOTICE_TOO_SHORT", "input.startsAt")
		must[*ent.Conference](t)(w.RemoveSitting(w.admin, conference.RemoveSittingInput{ID: st.ID}))
		w.sitting(t, w.announced(t, func(in *conference.CreateConferenceInput) {
			in.StartsAt, in.EndsAt = w.clock.Now().Add(time.Hour), w.clock.Now().Add(3*time.Hour)
		}))
	})
}

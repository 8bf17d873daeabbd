package demo

import (
	"context"
	"time"

	"gandan/ent"
	"gandan/ent/agendaitem"
	"gandan/ent/gid"
	"gandan/ent/invitation"
	"gandan/ent/question"
	"gandan/internal/conference"
	"gandan/internal/registration"
)

// proposals are three that the Front made: one waits, one became a draft, one was refused.
func (s *story) proposals() {
	s.propose(wardAdmin, 3*day, ward, "Đối thoại về giờ mở cửa nhà văn hóa", "Nhiều tổ dân phố hỏi về việc dùng nhà văn hóa buổi tối.")
	taken := s.propose(wardAdmin, 8*day, ward, "Đối thoại về chỗ để xe ở khu tập thể", "Cư dân ba khu tập thể đề nghị được gặp Ủy ban.")
	refused := s.propose(wardAdmin, 9*day, ward, "Đối thoại về lịch cắt tỉa cây", "Cành cây che đèn đường ở hai ngõ.")
	does(s, cityAdmin, 6*day, func(ctx context.Context) (*ent.Proposal, error) {
		return s.app.Forum.Accept(ctx, conference.AcceptProposalInput{
			ID: taken, StartsAt: s.morning(40), EndsAt: s.morning(40).Add(3 * time.Hour), Moderation: after,
		})
	})
	does(s, cityAdmin, 6*day, func(ctx context.Context) (*ent.Proposal, error) {
		return s.app.Forum.Refuse(ctx, conference.RefuseProposalInput{ID: refused, Reason: "Việc này đã có lịch của công ty cây xanh, phường báo lại cho hai ngõ."})
	})
}

// expected is who has a seat at the live dialogue before it begins, and what is on its agenda.
func (s *story) expected(c gid.ID) []*ent.Registration {
	s.agenda(14*day, c, "Khai mạc", "Hỏi và trả lời", "Kết luận")
	s.register(volunteerAnh, 5*day, c)
	return []*ent.Registration{s.register(citizenMai, 4*day, c), s.register(citizenNam, 3*day, c)}
}

// liveRoom is what goes on at the live dialogue beside its questions: people at the door, the agenda, one thing put to all.
func (s *story) liveRoom(c, now, next gid.ID, there []*ent.Registration) {
	for i, r := range there {
		s.admit(wardAdmin, 28*time.Minute-time.Duration(i)*time.Minute, r)
	}
	does(s, wardAdmin, 24*time.Minute, func(ctx context.Context) (*ent.Registration, error) {
		return s.app.Seats.WalkIn(ctx, registration.WalkInInput{ConferenceID: c})
	})
	s.advance(29*time.Minute, c, 1)
	s.advance(20*time.Minute, c, 2)
	s.sort(wardAdmin, 11*time.Minute, now, "TRAFFIC")
	s.queue(wardAdmin, 6*time.Minute, now, question.StageNOW)
	s.queue(wardAdmin, 5*time.Minute, next, question.StageNEXT)
	s.put(wardAdmin, 4*time.Minute, c, "Giờ nào cần người hướng dẫn qua đường nhất?", []string{"Giờ đến lớp", "Giờ tan học"}, citizenMai, citizenNam)
}

// fewSeats has two seats and three who want one: who waited is offered the seat that became free.
func (s *story) fewSeats(c gid.ID) {
	two := 2
	does(s, cityAdmin, 7*day, func(ctx context.Context) (*ent.Conference, error) {
		return s.app.Seats.SetSeats(ctx, registration.SetSeatsInput{ConferenceID: c, Capacity: &two})
	})
	s.register(citizenMai, 6*day, c)
	gone := s.register(citizenNam, 5*day, c)
	s.register(citizenTam, 4*day, c)
	s.register(volunteerDuy, 3*day, c)
	does(s, citizenNam, 2*time.Hour, func(ctx context.Context) (*ent.Registration, error) {
		return s.app.Seats.CancelRegistration(ctx, registration.CancelRegistrationInput{ID: gone.ID})
	})
}

// clusters has a conference sit twice, by clusters of villages, with a guest.
func (s *story) clusters(by who, ago time.Duration, c gid.ID, at place, starts time.Time) {
	for i, cluster := range []string{"Tổ dân phố 1 đến 4", "Tổ dân phố 5 đến 9"} {
		begin := starts.Add(time.Duration(i) * 90 * time.Minute)
		does(s, by, ago, func(ctx context.Context) (*ent.Sitting, error) {
			return s.app.Forum.AddSitting(ctx, conference.AddSittingInput{
				ConferenceID: c, Name: "Buổi " + string(rune('1'+i)), Cluster: cluster, StartsAt: begin, EndsAt: begin.Add(90 * time.Minute),
			})
		})
	}
	guest := s.body(at, front)
	does(s, by, ago, func(ctx context.Context) (*ent.Invitation, error) {
		return s.app.Forum.Invite(ctx, conference.InviteOrganisationInput{ConferenceID: c, OrganisationID: guest, Part: invitation.PartCOORDINATOR})
	})
}

func (s *story) agenda(ago time.Duration, c gid.ID, titles ...string) {
	in := conference.SetAgendaInput{ConferenceID: c}
	for i := range titles {
		in.Points = append(in.Points, conference.AgendaPointInput{Title: &titles[i]})
	}
	does(s, wardAdmin, ago, func(ctx context.Context) (*ent.Conference, error) { return s.app.Forum.SetAgenda(ctx, in) })
}

// advance begins the point of that place in the agenda.
func (s *story) advance(ago time.Duration, c gid.ID, position int) {
	if s.err != nil {
		return
	}
	item, err := s.tx.AgendaItem.Query().Where(agendaitem.ConferenceID(c), agendaitem.Position(position)).Only(s.ctx)
	id := made(s, item, err, func(i *ent.AgendaItem) gid.ID { return i.ID })
	does(s, wardAdmin, ago, func(ctx context.Context) (*ent.Conference, error) {
		return s.app.Forum.AdvanceAgenda(ctx, conference.AdvanceAgendaInput{ItemID: id})
	})
}

package demo

import (
	"context"
	"time"

	"gandan/ent"
	"gandan/ent/clause"
	"gandan/ent/gid"
	"gandan/ent/opinion"
	"gandan/internal/calendar"
	"gandan/internal/criticism"
)

// villageDraft is the draft that the conference on the village rules criticises: two versions, opinions of citizens, of an
// expert and of the Front, three of the four with an answer.
func (s *story) villageDraft(at gid.ID) {
	d := s.prepare(9*day, "Dự thảo quy ước của tổ dân phố")
	s.version(9*day, d, "", "Giữ yên tĩnh từ 22 giờ đến 5 giờ.", "Vật nuôi ra đường phải có dây dắt.", "Không để vật liệu trên vỉa hè.")
	s.invite(9*day, d, at, calendar.Today(s.now).AddDays(8))
	quiet := s.opine(citizenMai, 7*day, criticism.GiveOpinionInput{
		DraftID: d, ClauseID: s.clause(d, "Điều 1"), Capacity: opinion.CapacityCITIZEN, Channel: opinion.ChannelWRITTEN,
		Body: "Đám hiếu nhiều khi kéo dài sau 22 giờ, quy ước nên nêu rõ ngoại lệ.",
	})
	leash := s.opine(citizenNam, 6*day, criticism.GiveOpinionInput{
		DraftID: d, ClauseID: s.clause(d, "Điều 2"), Capacity: opinion.CapacityCITIZEN, Channel: opinion.ChannelWRITTEN,
		Body: "Đề nghị bỏ quy định dây dắt với mèo.",
	})
	body := s.body(ward, front)
	whole := s.opine(wardAdmin, 5*day, criticism.GiveOpinionInput{
		DraftID: d, Capacity: opinion.CapacityORGANISATION, OrganisationID: &body, Channel: opinion.ChannelWRITTEN,
		Body: "Cần nêu ai nhắc nhở và trình tự nhắc nhở trước khi lập biên bản.",
	})
	s.opine(volunteerAnh, 3*day, criticism.GiveOpinionInput{
		DraftID: d, ClauseID: s.clause(d, "Điều 3"), Capacity: opinion.CapacityEXPERT, Channel: opinion.ChannelWRITTEN,
		Body: "Nên cho phép để vật liệu trong giờ thi công, có biển báo.",
	})
	s.version(2*day, d, "Nêu ngoại lệ cho đám hiếu; thêm người nhắc nhở.",
		"Giữ yên tĩnh từ 22 giờ đến 5 giờ, trừ đám hiếu.", "Vật nuôi ra đường phải có dây dắt.", "Không để vật liệu trên vỉa hè. Tổ trưởng nhắc nhở trước khi báo phường.")
	s.reply(day, quiet, opinion.ResponseACCEPTED, "Tiếp thu: bổ sung ngoại lệ.", "trừ đám hiếu")
	s.reply(day, whole, opinion.ResponsePARTLY, "Tiếp thu người nhắc nhở, chưa quy định biên bản.", "Tổ trưởng nhắc nhở trước khi báo phường")
	s.reply(day, leash, opinion.ResponseNOT_ACCEPTED, "Giữ quy định chung cho mọi vật nuôi để bảo đảm an toàn.", "")
	s.follow(citizenNam, 4*day, d)
}

// version publishes the draft as it reads from now on; the articles are numbered from 1.
func (s *story) version(ago time.Duration, d gid.ID, note string, articles ...string) {
	in := criticism.PublishDraftVersionInput{DraftID: d}
	if note != "" {
		in.Note = &note
	}
	for i, body := range articles {
		in.Clauses = append(in.Clauses, criticism.ClauseInput{Label: "Điều " + string(rune('1'+i)), Body: body})
	}
	does(s, wardAdmin, ago, func(ctx context.Context) (*ent.Draft, error) { return s.app.Criticism.PublishVersion(ctx, in) })
}

// clause is the article of that label in the newest version.
func (s *story) clause(d gid.ID, label string) *gid.ID {
	if s.err != nil {
		return nil
	}
	c, err := s.tx.Clause.Query().Where(clause.DraftID(d), clause.LabelEQ(label)).Order(ent.Desc(clause.FieldVersionNumber)).First(s.ctx)
	id := made(s, c, err, func(c *ent.Clause) gid.ID { return c.ID })
	return &id
}

func (s *story) opine(by who, ago time.Duration, in criticism.GiveOpinionInput) gid.ID {
	o := does(s, by, ago, func(ctx context.Context) (*ent.Opinion, error) { return s.app.Criticism.Give(ctx, in) })
	if s.err != nil {
		return gid.Zero
	}
	return o.ID
}

// reply is the drafter's answer to an opinion; words are those of the draft that changed.
func (s *story) reply(ago time.Duration, o gid.ID, response opinion.Response, reason, words string) {
	in := criticism.AnswerOpinionInput{OpinionID: o, Response: response, Reason: reason}
	if words != "" {
		in.ChangedWords = &words
	}
	does(s, wardAdmin, ago, func(ctx context.Context) (*ent.Opinion, error) { return s.app.Criticism.AnswerOpinion(ctx, in) })
}

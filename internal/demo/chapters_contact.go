package demo

import (
	"context"
	"time"

	"gandan/ent"
	"gandan/ent/contactreveal"
	"gandan/ent/gid"
	"gandan/ent/helprequest"
	"gandan/internal/contact"
)

// contact is what Mai and the volunteer who has taken her request write to each other before they call: three messages, and her
// number opened by the consent that she gave with the request.
func (s *story) contact() {
	if s.err != nil {
		return
	}
	r, err := s.tx.HelpRequest.Query().Where(helprequest.CitizenID(s.people[citizenMai].ID),
		helprequest.VolunteerID(s.people[volunteerAnh].ID), helprequest.StatusEQ(helprequest.StatusCLAIMED)).
		Order(ent.Desc(helprequest.FieldID)).First(s.ctx)
	id := made(s, r, err, func(r *ent.HelpRequest) gid.ID { return r.ID })
	s.say(volunteerAnh, 4*time.Hour, id, "Chào chị, tôi là tình nguyện viên của phường. Chị gặp lỗi ở bước nào khi đăng nhập?")
	s.say(citizenMai, 3*time.Hour, id, "Tôi nhập xong thì trang báo tài khoản chưa được định danh. Chiều nay tôi rảnh từ 14:00.")
	s.say(volunteerAnh, 2*time.Hour, id, "Tôi sẽ gọi cho chị lúc 14:30. Chị đừng đọc mật khẩu hay mã xác thực cho ai, kể cả tôi.")
	does(s, volunteerAnh, time.Hour, func(ctx context.Context) (*ent.ContactReveal, error) {
		return s.app.Talks.RevealContact(ctx, contact.RevealContactInput{RequestID: id, Basis: contactreveal.BasisCONSENT})
	})
}

func (s *story) say(by who, ago time.Duration, request gid.ID, words string) {
	does(s, by, ago, func(ctx context.Context) (*contact.Sent, error) {
		return s.app.Talks.SendMessage(ctx, contact.SendMessageInput{RequestID: request, Body: words})
	})
}

package demo

import (
	"context"
	"time"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/helprequest"
	"gandan/internal/helpdesk"
)

// matching has an admin give one request to a volunteer, who has not answered yet, and a visit at home that two prepare. The
// oldest call in the queue has waited long enough for the admins to be told, whoever looks.
func (s *story) matching() {
	const hour = time.Hour
	id := s.request(citizenMai, 3*hour, needed{ward, "1.004222", helprequest.ModeREMOTE, "Tôi muốn xóa đăng ký thường trú ở nhà cũ nhưng hệ thống báo thiếu thông tin."})
	does(s, wardAdmin, hour, func(ctx context.Context) (*helpdesk.AssignHelpRequestPayload, error) {
		return s.app.Helpdesk.Assign(ctx, helpdesk.AssignHelpRequestInput{ID: id, VolunteerID: s.people[volunteerDuy].ID})
	})

	visit := s.request(citizenNam, 5*hour, needed{ward, "1.001193", helprequest.ModeAT_HOME, "Vợ tôi mới sinh, xin giúp đăng ký khai sinh tại nhà vào buổi chiều."})
	s.claim(volunteerAnh, 4*hour, visit)
	from := s.morning(1).Add(6 * hour)
	does(s, volunteerAnh, 3*hour, func(ctx context.Context) (*helpdesk.AgreeTimePayload, error) {
		return s.app.Helpdesk.AgreeTime(ctx, helpdesk.AgreeTimeInput{ID: visit, From: from, To: from.Add(hour)})
	})
	s.accompanied(volunteerAnh, 3*hour, visit, volunteerDuy)
}

func (s *story) accompanied(by who, ago time.Duration, id gid.ID, with who) {
	does(s, by, ago, func(ctx context.Context) (*ent.HelpRequest, error) {
		second := s.people[with].ID
		return s.app.Helpdesk.SetCompanion(ctx, helpdesk.SetCompanionInput{ID: id, VolunteerID: &second})
	})
}

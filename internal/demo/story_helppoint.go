package demo

import (
	"context"
	"time"

	"gandan/ent/helprequest"
	"gandan/internal/helpdesk"
)

// grandmotherPhone is of an invented person without the app; like all phones here it cannot be rung.
const grandmotherPhone = "+84100000009"

// grandmother comes to the help point as the demo begins. Her phone is not confirmed: the code stands in the log of messages.
func (s *story) grandmother() {
	about := s.procedure("1.004222")
	place := "Nhà văn hóa tổ dân phố"
	does(s, volunteerAnh, time.Second, func(ctx context.Context) (*helpdesk.EnterHelpRequestPayload, error) {
		return s.app.Helpdesk.Enter(ctx, helpdesk.EnterHelpRequestInput{
			Phone: grandmotherPhone, Channel: helprequest.EnteredChannelAT_POINT,
			CreateHelpRequestInput: helpdesk.CreateHelpRequestInput{
				UnitID: s.places[ward].ID, ProcedureID: about, Mode: helprequest.ModeAT_POINT, ConsentToContact: true,
				Description: "Bà muốn đăng ký thường trú nhưng không có điện thoại thông minh.",
				Wishes:      helpdesk.Wishes{Place: &place},
			},
		})
	})
}

package demo

import (
	"time"

	"gandan/ent"
	"gandan/ent/assistancelog"
	"gandan/ent/gid"
	"gandan/ent/helprequest"
	"gandan/ent/procedure"
	"gandan/internal/helpdesk"
)

// needed is a call for help.
type needed struct {
	at        place
	procedure string // its code; empty for none
	mode      helprequest.Mode
	words     string
}

func (s *story) request(by who, ago time.Duration, in needed) gid.ID {
	about := s.procedure(in.procedure)
	ctx, ok := s.by(by, ago)
	if !ok {
		return gid.Zero
	}
	r, err := s.app.Helpdesk.Create(ctx, helpdesk.CreateHelpRequestInput{
		UnitID: s.places[in.at].ID, ProcedureID: about, Description: in.words, Mode: in.mode, ConsentToContact: true,
	})
	return made(s, r, err, func(r *ent.HelpRequest) gid.ID { return r.ID })
}

// procedure is the procedure of that code; nil where the database has other procedures than ours.
func (s *story) procedure(code string) *gid.ID {
	p, err := s.tx.Procedure.Query().Where(procedure.Code(code)).Only(s.ctx)
	if ent.IsNotFound(err) {
		return nil
	}
	id := made(s, p, err, func(p *ent.Procedure) gid.ID { return p.ID })
	return &id
}

func (s *story) claim(by who, ago time.Duration, id gid.ID) {
	if ctx, ok := s.by(by, ago); ok {
		_, err := s.app.Helpdesk.Claim(ctx, helpdesk.ClaimHelpRequestInput{ID: id})
		s.keep(err)
	}
}

func (s *story) release(by who, ago time.Duration, id gid.ID, reason string) {
	if ctx, ok := s.by(by, ago); ok {
		_, err := s.app.Helpdesk.Release(ctx, helpdesk.ReleaseHelpRequestInput{ID: id, Reason: reason})
		s.keep(err)
	}
}

func (s *story) cancel(by who, ago time.Duration, id gid.ID, reason string) {
	if ctx, ok := s.by(by, ago); ok {
		_, err := s.app.Helpdesk.Cancel(ctx, helpdesk.CancelHelpRequestInput{ID: id, Reason: &reason})
		s.keep(err)
	}
}

func (s *story) confirm(by who, ago time.Duration, id gid.ID, rating int, comment string) {
	if ctx, ok := s.by(by, ago); ok {
		_, err := s.app.Helpdesk.Confirm(ctx, helpdesk.ConfirmHelpInput{ID: id, Rating: rating, Comment: &comment})
		s.keep(err)
	}
}

func (s *story) log(by who, ago time.Duration, id gid.ID, kind assistancelog.Kind, outcome assistancelog.Outcome, minutes int, note string) {
	if ctx, ok := s.by(by, ago); ok {
		_, err := s.app.Helpdesk.LogAssistance(ctx, helpdesk.LogAssistanceInput{
			HelpRequestID: id, Kind: kind, Outcome: outcome, Minutes: minutes, Note: &note,
		})
		s.keep(err)
	}
}

// requests are calls for help in every state, in both wards.
func (s *story) requests() {
	const hour = time.Hour
	birth := s.request(citizenMai, 25*day, needed{ward, "1.001193", helprequest.ModeAT_POINT, "Tôi muốn đăng ký khai sinh cho cháu bằng dịch vụ công nhưng không biết chụp giấy chứng sinh thế nào."})
	s.claim(volunteerAnh, 25*day-3*hour, birth)
	s.log(volunteerAnh, 24*day, birth, assistancelog.KindPHONE, assistancelog.OutcomeCONTINUES, 20, "Gọi điện hướng dẫn chuẩn bị giấy tờ, hẹn gặp tại điểm hỗ trợ.")
	s.log(volunteerAnh, 23*day, birth, assistancelog.KindIN_PERSON, assistancelog.OutcomeRESOLVED, 35, "Cùng chụp giấy tờ và nộp hồ sơ.")
	s.confirm(citizenMai, 22*day, birth, 5, "Được hướng dẫn tận tình, hồ sơ nộp được ngay.")

	card := s.request(citizenNam, 6*day, needed{ward, "1.014063", helprequest.ModeREMOTE, "Hệ thống báo lỗi khi tôi đặt lịch đổi thẻ căn cước, tôi đã thử ba lần."})
	s.claim(volunteerDuy, 6*day-5*hour, card)
	s.log(volunteerDuy, 5*day, card, assistancelog.KindONLINE, assistancelog.OutcomeCONTINUES, 25, "Xem màn hình cùng nhau; tài khoản cần cập nhật thông tin trước.")

	shop := s.request(citizenNam, 4*day, needed{ward, "1.001612", helprequest.ModeAT_POINT, "Tôi muốn đăng ký hộ kinh doanh tại nhà, không rõ cần những tờ khai nào."})
	s.claim(volunteerAnh, 4*day-2*hour, shop)
	s.log(volunteerAnh, day+2*hour, shop, assistancelog.KindIN_PERSON, assistancelog.OutcomeRESOLVED, 50, "Điền tờ khai và nộp hồ sơ trực tuyến, đã có mã hồ sơ.")

	s.request(citizenNam, 7*day, needed{ward, "1.004222", helprequest.ModeAT_HOME, "Mẹ tôi đã lớn tuổi, cần đăng ký thường trú nhưng không dùng được điện thoại thông minh."})

	stay := s.request(citizenMai, 2*day, needed{ward, "1.004194", helprequest.ModeREMOTE, "Tôi cần đăng ký tạm trú cho người thuê nhà nhưng không đăng nhập được tài khoản."})
	s.claim(volunteerAnh, 5*hour, stay)

	insurance := s.request(citizenMai, 30*hour, needed{ward, "1.001939", helprequest.ModeAT_POINT, "Gia hạn thẻ bảo hiểm y tế theo hộ gia đình: không hiểu phải chọn mục nào."})
	s.claim(volunteerDuy, 28*hour, insurance)
	s.release(volunteerDuy, 6*hour, insurance, "Tôi bận việc gia đình, nhờ bạn khác trong đội nhận giúp.")

	s.request(citizenMai, hour, needed{ward, "", helprequest.ModeAT_POINT, "Tôi quên mật khẩu tài khoản dịch vụ công và đã đổi số điện thoại."})

	s.request(citizenTam, 26*hour, needed{other, "2.000815", helprequest.ModeREMOTE, "Tôi cần chứng thực bản sao điện tử nhưng không biết bắt đầu từ đâu."})
	moved := s.request(citizenTam, 9*day, needed{other, "1.010039", helprequest.ModeREMOTE, "Thông tin nơi ở của tôi chưa đúng, tôi muốn sửa trên hệ thống."})
	s.cancel(citizenTam, 8*day, moved, "Tôi đã tự sửa được.")
}

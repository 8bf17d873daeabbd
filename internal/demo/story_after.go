package demo

import (
	"time"

	"gandan/ent/assistancelog"
	"gandan/ent/gid"
	"gandan/ent/helprequest"
	"gandan/ent/solvedanswer"
	"gandan/internal/helpdesk"
)

// afterHelp is a request of five weeks ago: referred, confirmed, asked about after four weeks, answered with no, and taken
// further in a request that still waits.
func (s *story) afterHelp() {
	const hour = time.Hour
	land := s.request(citizenMai, 37*day, needed{ward, "", helprequest.ModeAT_POINT, "Tôi muốn tra cứu kết quả hồ sơ đất đai đã nộp nhưng không thấy mã hồ sơ."})
	s.claim(volunteerAnh, 36*day, land)
	s.refer(volunteerAnh, 35*day, land, helpdesk.OtherAuthority, "Hồ sơ do nơi khác giải quyết; đã chỉ nơi tra cứu.")
	s.confirm(citizenMai, 35*day-hour, land, 3, "Được chỉ đúng nơi.")
	s.askSolved(6 * day)
	s.answerSolved(citizenMai, 5*day, land, helpdesk.AnswerSolvedInput{Solved: solvedanswer.SolvedNO, ReasonCode: new(helpdesk.NoAnswerThere)})
	s.followUp(citizenMai, 5*day-hour, land, "Nơi được chuyển đến chưa trả lời. Nhờ giúp tôi hỏi lại về hồ sơ đất đai.")
}

func (s *story) refer(by who, ago time.Duration, id gid.ID, why helpdesk.ReferralReason, note string) {
	if ctx, ok := s.by(by, ago); ok {
		_, err := s.app.Helpdesk.LogAssistance(ctx, helpdesk.LogAssistanceInput{
			HelpRequestID: id, Kind: assistancelog.KindIN_PERSON, Outcome: assistancelog.OutcomeREFERRED, Minutes: 15, Note: &note, ReferralReason: &why,
		})
		s.keep(err)
	}
}

// askSolved is what the clock does.
func (s *story) askSolved(ago time.Duration) {
	if ctx, ok := s.by(system, ago); ok {
		s.keep(s.app.Helpdesk.AskSolved(ctx))
	}
}

func (s *story) answerSolved(by who, ago time.Duration, id gid.ID, in helpdesk.AnswerSolvedInput) {
	if ctx, ok := s.by(by, ago); ok {
		in.ID = id
		_, err := s.app.Helpdesk.AnswerSolved(ctx, in)
		s.keep(err)
	}
}

func (s *story) followUp(by who, ago time.Duration, id gid.ID, words string) {
	if ctx, ok := s.by(by, ago); ok {
		_, err := s.app.Helpdesk.FollowUp(ctx, helpdesk.FollowUpHelpRequestInput{ID: id, Description: &words, ConsentToContact: true})
		s.keep(err)
	}
}

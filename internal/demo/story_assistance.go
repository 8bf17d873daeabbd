package demo

import (
	"gandan/ent"
	"gandan/ent/assistancelog"
	"gandan/ent/gid"
	"gandan/internal/assistance"
	"gandan/internal/calendar"
)

// service is what became of the sessions that were logged: one is confirmed, one approved, the others wait. A day of walk-ins was
// counted, and one certificate issued.
func (s *story) service() {
	logs := s.logsOf(volunteerAnh)
	if len(logs) < 2 {
		return
	}
	if ctx, ok := s.by(citizenMai, 22*day); ok {
		_, err := s.app.Assistance.ConfirmLog(ctx, assistance.ConfirmLogInput{LogID: logs[0]})
		s.keep(err)
	}
	if ctx, ok := s.by(wardAdmin, 20*day); ok {
		_, err := s.app.Assistance.ReviewLogs(ctx, assistance.ReviewLogsInput{Items: []assistance.LogReviewItem{{LogID: logs[1], Decision: assistance.Approve}}})
		s.keep(err)
	}
	s.walkIns()
	if ctx, ok := s.by(wardAdmin, 3*day); ok {
		to := calendar.Today(s.now.Add(-3 * day))
		from, volunteer, unit := to.AddDays(-60), s.people[volunteerAnh].ID, s.places[ward].ID
		_, err := s.app.Assistance.IssueCertificate(ctx, assistance.IssueCertificateInput{VolunteerID: &volunteer, UnitID: &unit, From: &from, To: &to})
		s.keep(err)
	}
}

// logsOf are the sessions of the volunteer, the oldest first.
func (s *story) logsOf(w who) []gid.ID {
	if s.err != nil {
		return nil
	}
	rows, err := s.tx.AssistanceLog.Query().Where(assistancelog.VolunteerID(s.people[w].ID)).Order(ent.Asc(assistancelog.FieldLoggedAt)).Limit(10).All(s.ctx)
	s.keep(err)
	ids := make([]gid.ID, len(rows))
	for i, l := range rows {
		ids[i] = l.ID
	}
	return ids
}

// walkIns are those of yesterday at the help point; nobody counted the dossiers of the calls.
func (s *story) walkIns() {
	ctx, ok := s.by(volunteerDuy, day)
	if !ok {
		return
	}
	place, people, dossiers, calls := "Điểm hỗ trợ số 1", 14, 6, 5
	_, err := s.app.Assistance.RecordWalkIns(ctx, assistance.RecordWalkInsInput{
		UnitID: s.places[ward].ID, Place: &place, Day: calendar.Today(s.now.Add(-day)), Rows: []assistance.WalkInRow{
			{Channel: assistancelog.KindIN_PERSON, People: &people, Dossiers: &dossiers},
			{Channel: assistancelog.KindPHONE, People: &calls},
		},
	})
	s.keep(err)
}

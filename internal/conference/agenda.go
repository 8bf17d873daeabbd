package conference

import (
	"context"

	"gandan/ent"
	"gandan/ent/agendaitem"
	"gandan/ent/conference"
	"gandan/ent/gid"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// SetAgendaInput is the whole agenda of a conference, in its order.
type SetAgendaInput struct {
	ConferenceID gid.ID
	Points       []AgendaPointInput
}

// AgendaPointInput is one point. One of the seven steps of a social-criticism conference has its own title.
type AgendaPointInput struct {
	Step      *agendaitem.Step
	Title     *string
	Minutes   *int
	SpeakerID *gid.ID
}

// longestPoint is a day, in minutes.
const longestPoint = 24 * 60

// step of a criticism conference and what the agenda calls it.
type criticismStep struct {
	step  agendaitem.Step
	title string
}

// criticismSteps are the seven steps in their order (joint resolution 403/2017/NQLT-UBTVQH14-CP-ĐCTUBTWMTTQVN).
func criticismSteps() []criticismStep {
	return []criticismStep{
		{agendaitem.StepOPENING, "Mặt trận khai mạc, nêu mục đích hội nghị"},
		{agendaitem.StepPRESENTATION, "Cơ quan soạn thảo trình bày dự thảo"},
		{agendaitem.StepORIENTATION, "Mặt trận nêu những nội dung cần phản biện"},
		{agendaitem.StepDISCUSSION, "Đại biểu phát biểu ý kiến"},
		{agendaitem.StepEXPLANATION, "Cơ quan soạn thảo giải trình"},
		{agendaitem.StepCONCLUSION, "Mặt trận kết luận"},
		{agendaitem.StepDOCUMENT, "Mặt trận gửi văn bản phản biện đến cơ quan soạn thảo"},
	}
}

// sevenSteps is the agenda that a criticism conference begins with.
func sevenSteps() []AgendaPointInput {
	var points []AgendaPointInput
	for _, st := range criticismSteps() {
		points = append(points, AgendaPointInput{Step: &st.step, Title: &st.title})
	}
	return points
}

// SetAgenda replaces the whole agenda of a conference that has not begun. A social-criticism conference keeps its seven steps
// in their order; other points may stand between them.
//
// NOT_FOUND, FORBIDDEN, CONFLICT; LIMIT_EXCEEDED with key AGENDA_TOO_LONG; BAD_USER_INPUT with keys STEPS_INCOMPLETE,
// NO_STEPS_HERE, STEP_HAS_ITS_TITLE, BAD_MINUTES, TOO_SHORT, TOO_LONG, UNKNOWN_ORGANISATION and ORGANISATION_ELSEWHERE.
func (s *Service) SetAgenda(ctx context.Context, in SetAgendaInput) (*ent.Conference, error) {
	if len(in.Points) > mostPoints {
		return nil, fault.New(fault.LimitExceeded, "AGENDA_TOO_LONG").At("input.points").With("max", mostPoints)
	}
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.Conference, error) {
		c, err := s.hold(ctx, tx, in.ConferenceID, setAgenda)
		if err != nil {
			return nil, err
		}
		points, err := s.cleanAgenda(ctx, c, in.Points)
		if err != nil {
			return nil, err
		}
		if _, err := tx.AgendaItem.Delete().Where(agendaitem.ConferenceID(c.ID)).Exec(ctx); err != nil {
			return nil, err
		}
		if err := writeAgenda(ctx, tx, c.ID, points); err != nil {
			return nil, err
		}
		return c, tx.Emit(ctx, EventAgendaSet, c.ID, nil)
	})
}

func writeAgenda(ctx context.Context, tx *store.Tx, id gid.ID, points []AgendaPointInput) error {
	rows := make([]*ent.AgendaItemCreate, len(points))
	for i, p := range points {
		rows[i] = tx.AgendaItem.Create().SetConferenceID(id).SetPosition(i + 1).SetTitle(*p.Title).SetNillableStep(p.Step).
			SetNillableMinutes(p.Minutes).SetNillableSpeakerID(p.SpeakerID)
	}
	return tx.AgendaItem.CreateBulk(rows...).Exec(ctx)
}

// cleanAgenda brings the points to the form in which they are stored, or says what is wrong with them.
func (s *Service) cleanAgenda(ctx context.Context, c *ent.Conference, points []AgendaPointInput) ([]AgendaPointInput, error) {
	var expected []criticismStep // steps that are still to come
	if c.Kind == conference.KindSOCIAL_CRITICISM {
		expected = criticismSteps()
	}
	out := make([]AgendaPointInput, 0, len(points))
	for _, p := range points {
		var err error
		if p.Step != nil {
			if expected, err = p.takeStep(c, expected); err != nil {
				return nil, err
			}
		}
		if p, err = s.cleanPoint(ctx, c, p); err != nil {
			return nil, err
		}
		out = append(out, p)
	}
	if len(expected) > 0 {
		return nil, fault.Bad("input.points", "STEPS_INCOMPLETE")
	}
	return out, nil
}

// takeStep gives the point the title of the step that is next and gives the steps behind it.
func (p *AgendaPointInput) takeStep(c *ent.Conference, expected []criticismStep) ([]criticismStep, error) {
	switch {
	case c.Kind != conference.KindSOCIAL_CRITICISM:
		return nil, fault.Bad("input.points", "NO_STEPS_HERE")
	case len(expected) == 0 || expected[0].step != *p.Step:
		return nil, fault.Bad("input.points", "STEPS_INCOMPLETE")
	case p.Title != nil && *p.Title != expected[0].title:
		return nil, fault.Bad("input.points", "STEP_HAS_ITS_TITLE")
	}
	p.Title = &expected[0].title
	return expected[1:], nil
}

func (s *Service) cleanPoint(ctx context.Context, c *ent.Conference, p AgendaPointInput) (AgendaPointInput, error) {
	given := ""
	if p.Title != nil {
		given = *p.Title
	}
	title, err := words("input.points", given, 2, 300)
	if err != nil {
		return p, err
	}
	p.Title = &title
	if p.Minutes != nil && (*p.Minutes < 1 || *p.Minutes > longestPoint) {
		return p, fault.Bad("input.points", "BAD_MINUTES").With("max", longestPoint)
	}
	if p.SpeakerID != nil {
		err = s.guest(ctx, "input.points", *p.SpeakerID, c.UnitPath)
	}
	return p, err
}

package demo

import (
	"context"
	"time"

	"gandan/ent"
	"gandan/ent/draft"
	"gandan/ent/gid"
	"gandan/ent/opinion"
	"gandan/internal/calendar"
	"gandan/internal/criticism"
)

// heldCriticism is a criticism that has come to its end: what was said in the room was written down, the Front sent its
// document and the drafter has answered everything.
func (s *story) heldCriticism() {
	held := s.morning(-26)
	began := s.now.Sub(held)
	c := s.draft(wardAdmin, 40*day, planned{
		criticised, "Phản biện xã hội dự thảo lịch mở cửa sân chơi", "Giờ mở cửa và người trông coi ba sân chơi",
		ward, front, held, "Hội trường Ủy ban Mặt trận Tổ quốc phường", after,
	})
	s.announce(wardAdmin, 39*day, c)
	d := s.prepare(38*day, "Dự thảo lịch mở cửa sân chơi của phường")
	s.version(38*day, d, "", "Sân chơi mở cửa từ 6 giờ đến 20 giờ.", "Tổ dân phố cử người trông coi.")
	s.invite(37*day, d, c, calendar.Today(held))
	s.start(wardAdmin, began, c)
	room := true
	evening := s.opine(wardAdmin, began-time.Hour, criticism.GiveOpinionInput{
		DraftID: d, ClauseID: s.clause(d, "Điều 1"), Capacity: opinion.CapacityCITIZEN, Channel: opinion.ChannelCONFERENCE, VoicedInRoom: &room,
		Body: "Mùa hè các cháu chơi muộn, đề nghị mở cửa đến 21 giờ.",
	})
	s.end(wardAdmin, began-3*time.Hour, c)
	s.conclude(wardAdmin, 24*day, c, "Hội nghị thống nhất với dự thảo, đề nghị kéo dài giờ mở cửa trong mùa hè.")
	s.version(23*day, d, "Kéo dài giờ mở cửa trong mùa hè.", "Sân chơi mở cửa từ 6 giờ đến 20 giờ, mùa hè đến 21 giờ.", "Tổ dân phố cử người trông coi.")
	s.sendDocument(22*day, d, "Mặt trận đề nghị cơ quan soạn thảo tiếp thu ý kiến về giờ mở cửa trong mùa hè.")
	s.reply(20*day, evening, opinion.ResponseACCEPTED, "Tiếp thu: mùa hè mở cửa đến 21 giờ.", "mùa hè đến 21 giờ")
	does(s, wardAdmin, 19*day, func(ctx context.Context) (*ent.Draft, error) {
		return s.app.Criticism.Finish(ctx, criticism.FinishAnswersInput{DraftID: d})
	})
}

// prepare makes the draft of the committee of the ward that its Front criticises.
func (s *story) prepare(ago time.Duration, title string) gid.ID {
	drafter, organiser := s.body(ward, committee), s.body(ward, front)
	d := does(s, wardAdmin, ago, func(ctx context.Context) (*ent.Draft, error) {
		return s.app.Criticism.Create(ctx, criticism.CreateDraftInput{
			UnitID: s.places[ward].ID, Title: title, DrafterID: drafter, OrganiserID: organiser, Form: draft.FormCONFERENCE,
		})
	})
	if s.err != nil {
		return gid.Zero
	}
	return d.ID
}

// invite says at which conference a draft is criticised, and opens it to opinions until a day.
func (s *story) invite(ago time.Duration, d, at gid.ID, until calendar.Date) {
	does(s, wardAdmin, ago, func(ctx context.Context) (*ent.Draft, error) {
		return s.app.Criticism.Link(ctx, criticism.LinkDraftConferenceInput{DraftID: d, ConferenceID: at})
	})
	does(s, wardAdmin, ago-time.Hour, func(ctx context.Context) (*ent.Draft, error) {
		return s.app.Criticism.Open(ctx, criticism.OpenDraftInput{ID: d, OpinionsUntil: string(until)})
	})
}

// sendDocument issues what the Front says of a draft that takes no more opinions.
func (s *story) sendDocument(ago time.Duration, d gid.ID, body string) {
	does(s, wardAdmin, ago, func(ctx context.Context) (*ent.Draft, error) {
		return s.app.Criticism.IssueDocument(ctx, criticism.IssueCriticismDocumentInput{DraftID: d, Body: body})
	})
}

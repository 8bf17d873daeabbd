package demo

import (
	"context"
	"time"

	"gandan/ent"
	entconference "gandan/ent/conference"
	"gandan/ent/decision"
	"gandan/ent/flag"
	"gandan/ent/gid"
	"gandan/ent/organisation"
	"gandan/internal/calendar"
	"gandan/internal/commitment"
	"gandan/internal/conference"
)

const (
	dialogue   = entconference.KindDIALOGUE
	criticised = entconference.KindSOCIAL_CRITICISM
	before     = entconference.ModerationBEFORE_PUBLICATION
	after      = entconference.ModerationAFTER_PUBLICATION
	committee  = organisation.KindPEOPLES_COMMITTEE
	front      = organisation.KindFATHERLAND_FRONT
)

// wasteDialogue was held three weeks ago, with answers, a conclusion, one promise that is late and one that is not due yet.
func (s *story) wasteDialogue() {
	held := s.morning(-20)
	began := s.now.Sub(held)
	c := s.draft(wardAdmin, 36*day, planned{
		dialogue, "Đối thoại với Nhân dân về thu gom rác và vệ sinh ngõ phố", "Giờ thu gom, điểm tập kết và phân loại rác tại nguồn",
		ward, committee, held, "Nhà văn hóa Phường Hà Đông", after,
	})
	s.announce(wardAdmin, 35*day, c)
	hours := s.ask(citizenMai, 33*day, c, true, "Vì sao xe thu gom rác thường đến sau 22 giờ, và khi nào giờ thu gom được thông báo rõ cho từng ngõ?")
	point := s.ask(citizenNam, 32*day, c, false, "Điểm tập kết rác cạnh trường tiểu học có được chuyển đi trước năm học mới không?")
	lamps := s.ask(volunteerAnh, 31*day, c, true, "Đoàn Thanh niên có thể hướng dẫn phân loại rác vào sáng thứ Bảy, phường có bố trí thùng mẫu không?")
	s.vote(hours, 30*day, citizenNam, volunteerAnh, volunteerDuy)
	s.vote(point, 30*day, citizenMai, volunteerDuy)
	s.vote(lamps, 29*day, citizenMai)
	s.sort(wardAdmin, 28*day, hours, "ENVIRONMENT")
	s.sort(wardAdmin, 28*day, point, "ENVIRONMENT")
	s.start(wardAdmin, began, c)
	s.answer(wardAdmin, began-time.Hour, hours, ward, "Từ tháng tới xe thu gom đến trước 20 giờ. Lịch của từng ngõ được dán tại nhà văn hóa và gửi các tổ trưởng.")
	s.answer(wardAdmin, began-2*time.Hour, point, ward, "Ủy ban đã thống nhất với đơn vị thu gom chuyển điểm tập kết về khu đất phía sau chợ; đang làm thủ tục bàn giao.")
	s.end(wardAdmin, began-3*time.Hour, c)
	today := calendar.Today(s.now)
	s.assign(wardAdmin, 16*day, lamps, ward, string(today.AddDays(10)))
	s.conclude(wardAdmin, 15*day, c, "Hội nghị có ba câu hỏi, hai câu được trả lời tại chỗ. Ủy ban nhân dân phường nhận hai việc có hạn: "+
		"công bố lịch thu gom của từng ngõ và chuyển điểm tập kết rác cạnh trường tiểu học. Câu hỏi còn lại được trả lời bằng văn bản.")
	does(s, wardAdmin, 13*day, func(ctx context.Context) (*ent.Conference, error) {
		return s.app.Forum.Correct(ctx, conference.CorrectConclusionInput{
			ID: c, Correction: "Ghi rõ người trả lời câu hỏi còn lại.",
			Body: "Hội nghị có ba câu hỏi, hai câu được trả lời tại chỗ. Ủy ban nhân dân phường nhận các việc có hạn và trả lời câu hỏi còn lại bằng văn bản.",
		})
	})
	s.wastePromises(c, hours, point)
}

// wastePromises are what came of the dialogue on waste: one promise is late, one has a later day, one waits to be confirmed and
// one was kept.
func (s *story) wastePromises(c, hours, point gid.ID) {
	today := calendar.Today(s.now)
	s.promise(15*day, commitment.RecordCommitmentInput{
		ConferenceID: c, QuestionID: &hours, DueOn: string(today.AddDays(-4)), Text: "Công bố lịch thu gom rác của từng ngõ tại nhà văn hóa và trên ứng dụng.",
	})
	moved := s.promise(15*day, commitment.RecordCommitmentInput{
		ConferenceID: c, QuestionID: &point, DueOn: string(today.AddDays(20)), Text: "Chuyển điểm tập kết rác cạnh trường tiểu học về khu đất phía sau chợ.",
	})
	does(s, wardAdmin, 5*day, func(ctx context.Context) (*ent.Commitment, error) {
		return s.app.Ledger.Extend(ctx, commitment.ExtendCommitmentInput{ID: moved, DueOn: string(today.AddDays(30)), Reason: "Chờ bàn giao khu đất phía sau chợ."})
	})
	bins := s.promise(14*day, commitment.RecordCommitmentInput{
		ConferenceID: c, QuestionID: &hours, DueOn: string(today.AddDays(5)), Text: "Đặt thùng mẫu phân loại rác tại ba nhà văn hóa.",
	})
	s.complete(wardAdmin, 2*day, bins, "Đã đặt thùng tại ba nhà văn hóa, biên bản bàn giao số 12.")
	phone := s.promise(14*day, commitment.RecordCommitmentInput{
		ConferenceID: c, QuestionID: &point, DueOn: string(today.AddDays(-6)), Text: "Niêm yết số điện thoại của đội thu gom ở từng ngõ.",
	})
	s.complete(wardAdmin, 8*day, phone, "Đã niêm yết ở 42 ngõ, có ảnh chụp từng bảng.")
	does(s, citizenNam, 7*day, func(ctx context.Context) (*ent.Commitment, error) {
		return s.app.Ledger.Confirm(ctx, commitment.ConfirmCommitmentInput{ID: phone})
	})
	s.follow(citizenMai, 6*day, moved)
}

// villageRules is to come: questions are read first, one is public, one waits and one was refused.
func (s *story) villageRules() {
	c := s.draft(wardAdmin, 12*day, planned{
		criticised, "Phản biện xã hội dự thảo quy ước của tổ dân phố", "Dự thảo quy ước về tiếng ồn, vật nuôi và giữ gìn vỉa hè",
		ward, front, s.morning(10), "Hội trường Ủy ban Mặt trận Tổ quốc phường", before,
	})
	s.announce(wardAdmin, 10*day, c)
	noise := s.ask(citizenMai, 8*day, c, false, "Giờ yên tĩnh trong dự thảo bắt đầu từ 22 giờ, có ngoại lệ cho đám hiếu, đám hỷ không?")
	s.decide(wardAdmin, 8*day-2*time.Hour, noise, decision.OutcomeAPPROVE, decision.ReasonCodeWITHIN_RULES, "Câu hỏi đúng chủ đề của hội nghị.")
	s.vote(noise, 7*day, citizenNam, volunteerAnh)
	phone := s.ask(citizenNam, 6*day, c, false, "Đề nghị gọi cho nhà bên cạnh theo số tôi ghi ở đây để hỏi về con chó của họ.")
	s.decide(wardAdmin, 6*day-3*time.Hour, phone, decision.OutcomeHIDE, decision.ReasonCodePERSONAL_DATA, "Câu hỏi nêu thông tin riêng của người khác. Bạn có thể gửi lại nội dung không nêu người cụ thể.")
	s.ask(citizenNam, 5*time.Hour, c, true, "Vật nuôi thả rông bị xử lý thế nào, và ai là người nhắc nhở đầu tiên?")
	s.villageDraft(c)
	s.draft(wardAdmin, day, planned{
		dialogue, "Đối thoại về điểm hỗ trợ dịch vụ công trực tuyến", "Giờ mở cửa và người trực của các điểm hỗ trợ",
		ward, committee, s.morning(30), "Nhà văn hóa Phường Hà Đông", before,
	})
}

// liveDialogue goes on right now.
func (s *story) liveDialogue() {
	c := s.draft(wardAdmin, 16*day, planned{
		dialogue, "Đối thoại trực tuyến: an toàn trước cổng trường", "Giờ đón trẻ, vạch sang đường và chỗ dừng xe",
		ward, committee, s.now.Add(-30 * time.Minute).Truncate(time.Minute), "Trực tuyến", after,
	})
	s.announce(wardAdmin, 15*day-time.Hour, c)
	crossing := s.ask(citizenMai, 4*day, c, true, "Khi nào có vạch sang đường và người hướng dẫn trước cổng trường vào giờ tan học?")
	parking := s.ask(citizenNam, 3*day, c, false, "Có thể bố trí chỗ dừng xe tạm trong sân nhà văn hóa vào giờ đón trẻ không?")
	s.vote(crossing, 2*day, citizenNam, volunteerAnh, volunteerDuy, wardAdmin)
	s.vote(parking, day, citizenMai, volunteerAnh)
	there := s.expected(c)
	s.start(wardAdmin, 30*time.Minute, c)
	s.answer(wardAdmin, 12*time.Minute, crossing, ward, "Vạch sang đường được kẻ trong tuần này. Đoàn Thanh niên phường cử người hướng dẫn từ thứ Hai tới.")
	helpers := s.ask(volunteerDuy, 8*time.Minute, c, true, "Nhóm hướng dẫn giờ tan học còn thiếu người, bà con đăng ký ở đâu?")
	s.liveRoom(c, parking, helpers, there)
}

// dialogueElsewhere has, in the other ward, one conference whose conclusion is overdue and one to come with a flagged question.
func (s *story) dialogueElsewhere() {
	held := s.morning(-14)
	began := s.now.Sub(held)
	past := s.draft(otherAdmin, 30*day, planned{
		dialogue, "Đối thoại về sửa đường ngõ và thoát nước", "Các ngõ ngập khi mưa lớn", other, committee, held, "Nhà văn hóa Phường Cầu Giấy", after,
	})
	s.announce(otherAdmin, 28*day, past)
	drain := s.ask(citizenTam, 25*day, past, false, "Ngõ tôi ngập mỗi khi mưa lớn, khi nào cống được nạo vét và ai theo dõi việc này?")
	s.vote(drain, 20*day, otherAdmin, cityAdmin)
	s.start(otherAdmin, began, past)
	s.answer(otherAdmin, began-time.Hour, drain, other, "Đơn vị thoát nước nạo vét trước mùa mưa; tổ trưởng dân phố theo dõi và báo về phường.")
	s.end(otherAdmin, began-3*time.Hour, past)

	next := s.draft(otherAdmin, 9*day, planned{
		dialogue, "Đối thoại về sân chơi và cây xanh", "Cải tạo sân chơi và trồng thêm cây bóng mát", other, committee, s.morning(14), "Nhà văn hóa Phường Cầu Giấy", after,
	})
	s.clusters(otherAdmin, 8*day, next, other, s.morning(14))
	s.announce(otherAdmin, 7*day, next)
	s.ask(cityAdmin, 6*day, next, true, "Kế hoạch trồng cây bóng mát ở sân chơi có lấy ý kiến các cháu không?")
	advert := s.ask(citizenTam, 2*day, next, false, "Nhà tôi bán cây cảnh giá tốt, mời bà con ghé mua để trồng ở sân chơi.")
	s.flag(citizenMai, day, advert, flag.ReasonSPAM)
	s.flag(cityAdmin, 20*time.Hour, advert, flag.ReasonOFF_TOPIC)
}

// cityDialogue is open to everybody of the city.
func (s *story) cityDialogue() {
	c := s.draft(cityAdmin, 9*day, planned{
		dialogue, "Đối thoại của Thành phố về dịch vụ công trực tuyến", "Những vướng mắc khi nộp hồ sơ trực tuyến",
		city, committee, s.morning(21), "Trung tâm hội nghị Thành phố và trực tuyến", after,
	})
	s.announce(cityAdmin, 8*day, c)
	first := s.ask(citizenMai, 5*day, c, true, "Người lớn tuổi không có điện thoại thông minh được hỗ trợ nộp hồ sơ ở đâu?")
	s.ask(citizenTam, 4*day, c, false, "Khi hồ sơ bị trả lại, hệ thống có thể nêu rõ phải sửa mục nào không?")
	s.vote(first, 3*day, citizenNam, citizenTam, volunteerAnh, otherAdmin)
	s.fewSeats(c)
}

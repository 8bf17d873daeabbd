package helpdesk_test

import (
	"strings"
	"testing"
	"time"

	"gandan/ent/helprequest"
	"gandan/internal/fault"
	"gandan/internal/helpdesk"
	"gandan/internal/page"
)

func (w *world) span(ahead, length time.Duration) helpdesk.PreferredTimeInput {
	from := w.clock.Now().Add(ahead)
	return helpdesk.PreferredTimeInput{From: from, To: from.Add(length)}
}

func TestWishesAreKeptAndShownToWhoeverMayReadThem(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		in := w.asking()
		in.Place, in.ApplicantKind = ptr("  Nhà văn hóa tổ 5 "), ptr(helprequest.ApplicantKindENTERPRISE)
		in.PreferredTimes = []helpdesk.PreferredTimeInput{w.span(48*time.Hour, 30*time.Minute), w.span(24*time.Hour, 12*time.Hour)}
		in.OnBehalf = &helpdesk.OnBehalfInput{Relation: helprequest.RelationGRANDPARENT, Consent: true}
		r, err := w.Create(w.citizen, in)
		must(t, err)
		r = w.now(r)
		equal(t, "kind", r.ApplicantKind, helprequest.ApplicantKindENTERPRISE)
		equal(t, "relation", *r.Relation, helprequest.RelationGRANDPARENT)
		equal(t, "consent of the relative", r.RelativeConsentedAt.Equal(w.clock.Now()), true)
		equal(t, "the phone was proved at the sign-in", r.PhoneConfirmedAt.Equal(w.clock.Now()), true)
		equal(t, "place, for the citizen", *w.Place(w.citizen, r), "Nhà văn hóa tổ 5")
		equal(t, "place, for the admin", *w.Place(w.admin, r), "Nhà văn hóa tổ 5")
		equal(t, "place, in the queue", w.Place(w.volunteer, r), nil)
		times, err := w.Times(w.volunteer, r)
		must(t, err)
		equal(t, "times, in the queue", len(times), 2)
		equal(t, "the earliest first", times[0].BeginsAt.Equal(in.PreferredTimes[1].From), true)
		times, err = w.Times(w.strangerVolunteer, r)
		must(t, err)
		equal(t, "times, for another ward", len(times), 0)
	})
}

func TestARequestWithoutWishesIsOfAResidentForThemselves(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		r := w.now(w.open())
		if r.ApplicantKind != helprequest.ApplicantKindRESIDENT || r.Relation != nil || r.Urgency != nil || r.Place != nil || r.EnteredByID != nil {
			t.Errorf("it is %v", r)
		}
	})
}

func TestWishesAreRefusedWhenTheyCannotBeMeant(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		type wishes = helpdesk.Wishes
		spans := func(all ...helpdesk.PreferredTimeInput) wishes { return wishes{PreferredTimes: all} }
		for name, c := range map[string]struct {
			wishes     wishes
			field, key string
		}{
			"a place of 301 characters": {wishes{Place: ptr(strings.Repeat("ố", 301))}, "input.place", "TOO_LONG"},
			"a phone as a place":        {wishes{Place: ptr("Gọi 0100 000 911 nhé")}, "input.place", "PHONE_IN_TEXT"},
			"a relative who was not asked": {wishes{OnBehalf: &helpdesk.OnBehalfInput{Relation: helprequest.RelationCHILD}},
				"input.onBehalf.consent", "CONSENT_OF_RELATIVE_REQUIRED"},
			"six spans": {spans(w.span(1, time.Hour), w.span(2, time.Hour), w.span(3, time.Hour), w.span(4, time.Hour), w.span(5, time.Hour), w.span(6, time.Hour)),
				"input.preferredTimes", "TOO_MANY_TIMES"},
			"29 minutes":      {spans(w.span(time.Hour, 30*time.Minute-time.Microsecond)), "input.preferredTimes.0.to", "TIME_LENGTH"},
			"over 12 hours":   {spans(w.span(1, time.Hour), w.span(1, 12*time.Hour+time.Microsecond)), "input.preferredTimes.1.to", "TIME_LENGTH"},
			"backwards":       {spans(w.span(time.Hour, -time.Hour)), "input.preferredTimes.0.to", "TIME_LENGTH"},
			"in the past":     {spans(w.span(-time.Microsecond, time.Hour)), "input.preferredTimes.0.from", "TIME_NOT_AHEAD"},
			"over sixty days": {spans(w.span(60*24*time.Hour+time.Microsecond, time.Hour)), "input.preferredTimes.0.from", "TIME_NOT_AHEAD"},
		} {
			t.Run(name, func(t *testing.T) {
				in := w.asking()
				in.Wishes = c.wishes
				_, err := w.Create(w.citizen, in)
				refusedAt(t, err, c.field, fault.Key(c.key))
				entering := w.entering()
				entering.Wishes = c.wishes
				_, err = w.Enter(w.volunteer, entering)
				refusedAt(t, err, c.field, fault.Key(c.key))
			})
		}
		equal(t, "requests", w.queued(w.admin, w.ward, helprequest.StatusOPEN), 0)
	})
}

func TestWhatWasSentWithASpanMayBeSentAgainWhenTheSpanIsOver(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		in := w.asking()
		in.ClientID, in.PreferredTimes = ptr(phoneID), []helpdesk.PreferredTimeInput{w.span(time.Hour, time.Hour)}
		r, err := w.Create(w.citizen, in)
		must(t, err)
		w.clock.Advance(72 * time.Hour)
		again, err := w.Create(w.citizen, in)
		must(t, err)
		equal(t, "the same request", again.ID, r.ID)
		in.Place = ptr("Chỗ khác")
		_, err = w.Create(w.citizen, in)
		refused(t, err, fault.Conflict, "CLIENT_ID_REUSED")
	})
}

// The texts are in the description; a place is guarded in the same way.
func TestNumbersOfPapersPhonesAndSecretsAreRefusedAndOtherNumbersAreNot(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		for words, key := range map[string]fault.Key{
			"Số căn cước của tôi là 001099012345":                                                   "IDENTITY_NUMBER_IN_TEXT",
			"Căn cước 001 099 012 345 bị sai ngày":                                                  "IDENTITY_NUMBER_IN_TEXT",
			"Căn cước 001.099.012.345 bị sai ngày":                                                  "IDENTITY_NUMBER_IN_TEXT",
			"Căn cước 0010-9901-2345 bị sai ngày":                                                   "IDENTITY_NUMBER_IN_TEXT",
			"CCCD001099012345 của tôi bị sai":                                                       "IDENTITY_NUMBER_IN_TEXT",
			"Chứng minh cũ 012345678, thẻ mới":                                                      "IDENTITY_NUMBER_IN_TEXT",
			"Chứng minh cũ 123 456 789, thẻ mới":                                                    "IDENTITY_NUMBER_IN_TEXT",
			"Căn cước \uff10\uff10\uff11\uff10\uff19\uff19\uff10\uff11\uff12\uff13\uff14\uff15 sai": "IDENTITY_NUMBER_IN_TEXT",
			"Xin gọi cho tôi số 0100000911 nhé":                                                     "PHONE_IN_TEXT",
			"Xin gọi cho tôi số 0100 000 911 nhé":                                                   "PHONE_IN_TEXT",
			"Xin gọi cho tôi số +84 100 000 911":                                                    "PHONE_IN_TEXT",
			"Xin gọi cho tôi số 84100000911 nhé":                                                    "PHONE_IN_TEXT",
			"Mật khẩu: hoa123 mà không vào được":                                                    "SECRET_IN_TEXT",
			"mat khau la hoa123 ma khong vao duoc":                                                  "SECRET_IN_TEXT",
			"Mã OTP 482913 không dùng được":                                                         "SECRET_IN_TEXT",
			"Mã xác nhận tôi nhận được: 482913":                                                     "SECRET_IN_TEXT",
			"Tôi quên mật khẩu tài khoản dịch vụ công":                                              "",
			"Tôi không nhận được mã OTP từ tối qua":                                                 "",
			"Hồ sơ H29.17-240101-0001 bị trả lại":                                                   "",
			"Hồ sơ H29-240101-0001 bị trả lại":                                                      "",
			"Lệ phí 150.000.000 đồng hay 50.000đ?":                                                  "",
			"Hẹn ngày 12.05.2026 lúc 9 giờ 30":                                                      "",
			"Đã gọi 1900 1234 và 1022 không được":                                                   "",
			"Thủ tục 1.001193 năm 2025 và 2026":                                                     "",
		} {
			in := w.asking()
			in.Description = words
			_, err := w.Create(w.citizen, in)
			if key == "" {
				if err != nil {
					t.Errorf("%q: %v", words, err)
				}
				continue
			}
			if !fault.HasKey(err, key) || fault.Of(err).Field != "input.description" {
				t.Errorf("%q: %v, want %s", words, err, key)
			}
		}
	})
}

func TestThoseWhoSendTheSameAgainAreToldAndNotRefused(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		about := w.asking()
		about.ProcedureID = &w.procedure.ID
		elsewhere := about
		elsewhere.UnitID = w.other.ID
		first, err := w.Create(w.citizen, about)
		must(t, err)
		_, err = w.Create(w.citizen, elsewhere)
		must(t, err)
		w.open() // about no procedure
		ended, err := w.Create(w.citizen, about)
		must(t, err)
		_, err = w.Cancel(w.citizen, helpdesk.CancelHelpRequestInput{ID: ended.ID})
		must(t, err)
		_, err = w.Create(w.neighbour, about)
		must(t, err)
		again, err := w.Create(w.citizen, about)
		must(t, err)
		similar, err := w.Similar(w.citizen, again)
		must(t, err)
		if len(similar) != 1 || similar[0].ID != first.ID {
			t.Errorf("similar are %v", similar)
		}
		similar, err = w.Similar(w.admin, again)
		must(t, err)
		equal(t, "for anybody else", len(similar), 0)
		mine, err := w.Mine(w.citizen, page.Args{})
		must(t, err)
		equal(t, "nothing was refused", len(mine.Nodes), 5)
	})
}

func TestAdviceIsInTheLanguageOfTheCaller(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		advice := helpdesk.HelpAdvice(w.citizen)
		equal(t, "pieces of advice", len(advice), 5)
		for _, a := range advice {
			if a.Text == "" || a.Text == a.Key {
				t.Errorf("%s has no words", a.Key)
			}
		}
	})
}

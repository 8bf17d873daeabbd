package contact

import (
	"strings"
	"testing"
	"time"

	"gandan/ent"
	"gandan/ent/contactreveal"
	"gandan/ent/gid"
	"gandan/ent/helprequest"
	"gandan/internal/access"
	"gandan/internal/fault"
)

// TestWhatATextMayHold is the table of what passes and of what is refused. The phones are of the withdrawn prefix, the identity
// numbers of nobody.
func TestWhatATextMayHold(t *testing.T) {
	for key, texts := range map[fault.Key][]string{
		"": {
			"Chào anh.", "Tôi rảnh từ 14:00 đến 17:00 ngày 26/11/2026.", "Hẹn ngày 09.11.2026, 08h30.", "Hạn đến 2026-11-26.", "Từ 01-12-2026 02-12-2026.",
			"Lệ phí 8.000 đồng.", "Tổng 1.500.000đ, đã nộp 500000.", "Phí 150000000 đồng.", "Khoảng 100 000 000 VND.", "Phí 12.345.678 đồng.",
			"Mã hồ sơ H26.1-260718-0042.", "Mã hồ sơ 000.00.01.H26-260718-0042", "Thủ tục 1.001193 và 2.000815.", "Yêu cầu KQ39K327.",
			"Nghị định 61/2018/NĐ-CP, Điều 8.", "Gọi tổng đài 18001096 hoặc 1022.", "Nhà số 12, ngõ 345, tổ 6.", "Mẫu 02, 03, 04, 05, 06.",
			"Tôi quên mật khẩu, phải làm sao?", "Mật khẩu phải có 8 ký tự.", "Đổi mật khẩu trước 26/11/2026.", "Đừng đưa mã OTP cho ai.", "Mã OTP có 6 số.",
			"Mật khẩu là gì?", "Mã xác thực hết hạn sau 120 giây.", "Hộ chiếu in năm 2026, trang 1234.", "Kích thước ảnh 600x800, dưới 200000 byte.",
		},
		"PHONE_IN_MESSAGE": {
			"0100000105", "Gọi 0100 000 105 nhé", "0100.000.105", "0100-000-105", "01.00.00.01.05", "(0100) 000 105", "+84100000105", "+84 100 000 105",
			"84100000105", "0084 100 000 105", "+84 (0) 100 000 105", "+840100000105", "SĐT:0100000105.", "số0100000105", "01000001055",
			"024 3100 0005", "0100000105 0100000106", "0100000105/0100000106", "0 1 0 0 0 0 0 1 0 5", "０１０００００１０５", "0100\u200b000105", "0100 000\n105",
			"Phí 8.000 đồng, gọi 0100000105", "ngày 26/11/2026 gọi 0100000105", "01.10.2000.105",
		},
		"IDENTITY_NUMBER_IN_MESSAGE": {
			"Căn cước 001099000123", "001 099 000 123", "001.099.000.123", "034099012345", "034 099 012 345", "CMND 123456789.", "012345678", "012 345 678", "số001099000123",
		},
		"SECRET_IN_MESSAGE": {
			"Mã OTP là 123456", "OTP: 1234", "otp 12 34 56", "Mã xác thực của tôi là 654321.", "Ma xac nhan: 654321", "123456 là mã OTP", "Mã PIN 4321",
			"Mật khẩu: Abc@12345", "mat khau la hoalan123", "Mật khẩu VNeID của tôi là Hanoi2026!", "password=qwerty1", "mk: 12345678",
		},
	} {
		for _, in := range texts {
			_, err := messageBody(in)
			if (key == "") != (err == nil) || key != "" && !fault.HasKey(err, key) {
				t.Errorf("%q: got %v, want %q", in, err, key)
			}
			if err != nil && (strings.Contains(err.Error(), in) || fault.Of(err).Field != "input.body") {
				t.Errorf("%q: the refusal says %v", in, err)
			}
		}
	}
}

func TestANumberIsMaskedButForItsLastTwoDigits(t *testing.T) {
	for phone, want := range map[string]string{"+84100000105": "+84 ••• ••• •05", "+841000001057": "+84 ••• ••• •57", "5": "+84 ••• ••• •5"} {
		if got := masked(phone); got != want {
			t.Errorf("%s becomes %s", phone, got)
		}
	}
}

// TestTheRefusalsOfAnOpening asks the one check that the verb and the actions ask, in every state and role.
func TestTheRefusalsOfAnOpening(t *testing.T) {
	now := time.Date(2026, 3, 2, 1, 30, 0, 0, time.UTC)
	id := func(n byte) gid.ID { return gid.Make(gid.Account, now, uint32(n), [6]byte{n}) }
	ward := []access.Membership{{Role: access.Volunteer, Path: "/01/1/"}}
	citizen, helper := access.Actor{ID: id(1), Members: ward}, access.Actor{ID: id(2), Members: ward}
	other, retired := access.Actor{ID: id(3), Members: ward}, access.Actor{ID: id(2)}
	admin := access.Actor{ID: id(4), Members: []access.Membership{{Role: access.Admin, Path: "/01/"}}}
	far := access.Actor{ID: id(5), Members: []access.Membership{{Role: access.Admin, Path: "/01/10/"}}}
	held := id(2)
	consent, reason := contactreveal.BasisCONSENT, contactreveal.BasisREASON
	at := func(s helprequest.Status) *ent.HelpRequest {
		return &ent.HelpRequest{CitizenID: id(1), VolunteerID: &held, UnitPath: "/01/1/", Status: s, StatusSince: now}
	}
	free := standing{policy: DefaultPolicy(), allowed: true}
	ago := func(d time.Duration) *ent.ContactReveal { return &ent.ContactReveal{CreatedAt: now.Add(-d)} }
	used := func(d time.Duration) standing {
		return standing{policy: DefaultPolicy(), allowed: true, here: []*ent.ContactReveal{ago(0), ago(time.Hour), ago(d)}}
	}
	nobodys := at(helprequest.StatusCLAIMED)
	nobodys.EnteredByID = &helper.ID
	for name, c := range map[string]struct {
		a     access.Actor
		r     *ent.HelpRequest
		basis contactreveal.Basis
		in    standing
		want  fault.Key
	}{
		"the holder by consent":            {helper, at(helprequest.StatusCLAIMED), consent, free, ""},
		"the holder with a reason":         {helper, at(helprequest.StatusIN_PROGRESS), reason, free, ""},
		"after the help":                   {helper, at(helprequest.StatusRESOLVED), consent, free, "WRONG_STATE"},
		"after the end":                    {helper, at(helprequest.StatusCLOSED), reason, free, "WRONG_STATE"},
		"of a cancelled one":               {admin, at(helprequest.StatusCANCELLED), reason, free, "WRONG_STATE"},
		"the admin while it is open":       {admin, at(helprequest.StatusOPEN), reason, free, ""},
		"the admin by consent":             {admin, at(helprequest.StatusCLAIMED), consent, free, "REVEAL_NEEDS_REASON"},
		"the admin of another ward":        {far, at(helprequest.StatusCLAIMED), reason, free, "NOT_HOLDER"},
		"another volunteer":                {other, at(helprequest.StatusCLAIMED), reason, free, "NOT_HOLDER"},
		"a holder whose role ended":        {retired, at(helprequest.StatusCLAIMED), reason, free, "NOT_HOLDER"},
		"the citizen":                      {citizen, at(helprequest.StatusCLAIMED), reason, free, "OWN_CONTACT"},
		"a visitor":                        {access.Anonymous(), at(helprequest.StatusCLAIMED), reason, free, "NOT_HOLDER"},
		"entered, and not confirmed yet":   {helper, nobodys, reason, free, "PHONE_NOT_CONFIRMED"},
		"consent that was taken back":      {helper, at(helprequest.StatusCLAIMED), consent, standing{policy: DefaultPolicy()}, "CONSENT_WITHDRAWN"},
		"a reason after it was taken back": {helper, at(helprequest.StatusCLAIMED), reason, standing{policy: DefaultPolicy()}, ""},
		"a fourth time within a day":       {helper, at(helprequest.StatusCLAIMED), reason, used(day - time.Second), "REVEALS_OF_REQUEST"},
		"a fourth time after a day":        {helper, at(helprequest.StatusCLAIMED), reason, used(day), ""},
		"the 31st of a day":                {helper, at(helprequest.StatusCLAIMED), reason, standing{policy: DefaultPolicy(), nth: ago(day - time.Second)}, "REVEALS_TOO_MANY"},
		"the 31st after a day":             {helper, at(helprequest.StatusCLAIMED), reason, standing{policy: DefaultPolicy(), nth: ago(day)}, ""},
	} {
		err := revealRefusal(c.a, c.r, c.basis, c.in, now)
		if (c.want == "") != (err == nil) || c.want != "" && !fault.HasKey(err, c.want) {
			t.Errorf("%s: got %v, want %q", name, err, c.want)
		}
	}
}

package guard

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

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
			"Mật khẩu là gì?", "Mã xác thực hết hạn sau 120 giây.", "Hộ chiếu in năm 2026, trang 1234.",
			"Tôi quên mật khẩu tài khoản dịch vụ công", "Tôi không nhận được mã OTP từ tối qua", "Hồ sơ H29.17-240101-0001 bị trả lại", "Lệ phí 150.000.000 đồng hay 50.000đ?",
			"Phi 150000000 dong", "Phi 100 000 000d", "Hẹn ngày 12.05.2026 lúc 9 giờ 30", "Đã gọi 1900 1234 và 1022 không được", "Thủ tục 1.001193 năm 2025 và 2026", "Mật khẩu: bắt buộc đổi",
			"Kích thước ảnh 600x800, dưới 200000 byte.",
		},
		"PHONE_IN_TEXT": {
			"0100000105", "Gọi 0100 000 105 nhé", "0100.000.105", "0100-000-105", "01.00.00.01.05", "(0100) 000 105", "+84100000105", "+84 100 000 105",
			"84100000105", "0084 100 000 105", "+84 (0) 100 000 105", "+840100000105", "SĐT:0100000105.", "số0100000105", "01000001055",
			"024 3100 0005", "0100000105 0100000106", "0100000105/0100000106", "0 1 0 0 0 0 0 1 0 5", "０１０００００１０５", "0100\u200b000105", "0100 000\n105",
			"Phí 8.000 đồng, gọi 0100000105", "ngày 26/11/2026 gọi 0100000105", "01.10.2000.105",
		},
		"IDENTITY_NUMBER_IN_TEXT": {
			"Căn cước 001099000123", "001 099 000 123", "001.099.000.123", "034099012345", "034 099 012 345", "CMND 123456789.", "012345678", "012 345 678", "số001099000123",
			"Căn cước 0010-9901-2345 bị sai", "CCCD001099012345 của tôi", "Chứng minh cũ 123 456 789, thẻ mới", "123-456-789", "1234 5678 9012", "123.456.789.012",
			"Căn cước \uff10\uff10\uff11\uff10\uff19\uff19\uff10\uff11\uff12\uff13\uff14\uff15 sai",
		},
		"SECRET_IN_TEXT": {
			"Mã OTP là 123456", "OTP: 1234", "otp 12 34 56", "Mã xác thực của tôi là 654321.", "Ma xac nhan: 654321", "123456 là mã OTP", "Mã PIN 4321",
			"Mật khẩu: Abc@12345", "mat khau la hoalan123", "Mật khẩu VNeID của tôi là Hanoi2026!", "password=qwerty1", "mk: 12345678",
			"Mã xác nhận tôi nhận được: 482913", "Mã xác minh 4829", "OTP gửi về máy bác hôm nay 482913", "Mật khẩu: hoahongdo", "pass la hoa1", "mk 1234",
		},
	} {
		for _, in := range texts {
			err := Text(in, "input.body")
			if (key == "") != (err == nil) || key != "" && !fault.HasKey(err, key) {
				t.Errorf("%q: got %v, want %q", in, err, key)
			}
			if err != nil && (strings.Contains(err.Error(), in) || fault.Of(err).Field != "input.body") {
				t.Errorf("%q: the refusal says %v", in, err)
			}
		}
	}
}

func TestAnIdentityNumberIsFoundHoweverItsDigitsAreGrouped(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		digits := "0" + rapid.StringMatching(`0[0-9]{10}`).Draw(t, "digits")
		joint := rapid.SampledFrom([]string{" ", ".", "-"}).Draw(t, "joint")
		var b strings.Builder
		for i, d := range digits {
			if i > 0 && rapid.Bool().Draw(t, "cut") {
				b.WriteString(joint)
			}
			b.WriteRune(d)
		}
		before := rapid.SampledFrom([]string{"", "Căn cước ", "số: ", "Tôi, "}).Draw(t, "before")
		if err := Text(before+b.String()+" nhé", "f"); err == nil {
			t.Fatalf("%q passes", before+b.String())
		}
	})
}

func TestNothingIsNoText(t *testing.T) {
	word := "0100000105"
	if Optional(nil, "f") != nil || Text("", "f") != nil || !fault.HasKey(Optional(&word, "f"), "PHONE_IN_TEXT") {
		t.Error("what is left out is not told from what is written")
	}
}

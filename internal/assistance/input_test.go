package assistance

import (
	"testing"

	"gandan/internal/fault"
)

func TestWhatIsSaidOfASessionHoldsNoNumberAndNoSecret(t *testing.T) {
	for said, want := range map[string]fault.Key{
		"Ghi nhầm giờ": "", "Số căn cước 001099012345": "IDENTITY_NUMBER_IN_TEXT", "Gọi 0100 000 105": "PHONE_IN_TEXT", "mk: hoa123": "SECRET_IN_TEXT",
	} {
		_, reasonErr := checkedCorrection(CorrectLogInput{Reason: said})
		_, noteErr := checkedCorrection(CorrectLogInput{Reason: "Ghi nhầm giờ", Note: &said})
		for field, err := range map[string]error{"input.reason": reasonErr, "input.note": noteErr} {
			if (want == "") != (err == nil) || want != "" && (!fault.HasKey(err, want) || fault.Of(err).Field != field) {
				t.Errorf("%q: got %v, want %q", said, err, want)
			}
		}
	}
}

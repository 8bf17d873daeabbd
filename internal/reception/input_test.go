package reception

import (
	"testing"

	"gandan/internal/fault"
)

func TestWhatIsSaidOfAPersonHoldsNoNumberAndNoSecret(t *testing.T) {
	for said, want := range map[string]fault.Key{
		"Về cấp sổ đỏ": "", "Số căn cước 001099012345": "IDENTITY_NUMBER_IN_TEXT", "Gọi 0100 000 105": "PHONE_IN_TEXT", "mk: hoa123": "SECRET_IN_TEXT",
	} {
		_, noteErr := noted("input.reason", &said)
		_, reasonErr := reasoned(said)
		for _, err := range []error{noteErr, reasonErr} {
			if (want == "") != (err == nil) || want != "" && (!fault.HasKey(err, want) || fault.Of(err).Field != "input.reason") {
				t.Errorf("%q: got %v, want %q", said, err, want)
			}
		}
	}
}

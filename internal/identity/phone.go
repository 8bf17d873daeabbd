package identity

import (
	"strings"

	"gandan/internal/fault"
)

// normalPhone is the E.164 form of a Vietnamese mobile number written as 0… or +84…, with or without spaces, dots, dashes and
// brackets. The prefix 01 was withdrawn in 2018, so that such numbers belong to nobody: outside production they serve demos
// and tests, also with the eight digits behind it that never existed.
// BAD_USER_INPUT at field with key BAD_PHONE.
func normalPhone(written, field string, production bool) (string, error) {
	digits := strings.NewReplacer(" ", "", ".", "", "-", "", "(", "", ")", "", "\u00a0", "").Replace(strings.TrimSpace(written))
	national, ok := strings.CutPrefix(digits, "+84")
	if !ok {
		national, ok = strings.CutPrefix(digits, "0")
	}
	if !ok || !allDigits(national) || !(mobile(national) || !production && withdrawn(national)) {
		return "", fault.Bad(field, "BAD_PHONE")
	}
	return "+84" + national, nil
}

// mobile: nine digits behind the zero, the first of which names a network for mobiles.
func mobile(national string) bool {
	return len(national) == 9 && strings.ContainsRune("35789", rune(national[0]))
}

// withdrawn: 01 and eight or nine digits.
func withdrawn(national string) bool {
	return (len(national) == 9 || len(national) == 10) && national[0] == '1'
}

func allDigits(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r < '0' || r > '9' }) < 0
}

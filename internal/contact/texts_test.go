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

func TestATextIsCleanedAndHeldToItsLengthsAndGuarded(t *testing.T) {
	for in, want := range map[string]fault.Key{
		" Chào anh.\n": "", " \u200b": "REQUIRED", strings.Repeat("ố", longestBody): "", strings.Repeat("ố", longestBody+1): "TOO_LONG",
		"Gọi 0100 000 105 nhé": "PHONE_IN_TEXT", "Căn cước 001099000123": "IDENTITY_NUMBER_IN_TEXT", "Mã OTP là 123456": "SECRET_IN_TEXT",
	} {
		if _, err := messageBody(in); (want == "") != (err == nil) || want != "" && (!fault.HasKey(err, want) || fault.Of(err).Field != "input.body") {
			t.Errorf("%q as a message: got %v, want %q", in, err, want)
		}
	}
	for in, want := range map[string]fault.Key{"Máy bận cả sáng nay": "", "Máy bận": "TOO_SHORT", "Gọi 0100 000 105 nhé": "PHONE_IN_TEXT"} {
		if _, err := givenReason(&in); (want == "") != (err == nil) || want != "" && (!fault.HasKey(err, want) || fault.Of(err).Field != "input.reason") {
			t.Errorf("%q as a reason: got %v, want %q", in, err, want)
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

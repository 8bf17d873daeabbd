package offline

import (
	"crypto/sha256"
	"encoding/json"
	"strings"
	"time"

	"gandan/ent/gid"
	"gandan/internal/assistance"
	"gandan/internal/contact"
	"gandan/internal/fault"
	"gandan/internal/helpdesk"
	"gandan/internal/team"
)

// LeaveInput is the shift in which a place is given up. The device may not know its sign-up yet.
type LeaveInput struct{ ShiftID gid.ID }

// ItemInput is one deed; exactly one of the pointers is set. The times and the day in it are by the clock of the device, like At.
type ItemInput struct {
	ClientID string    // a UUID made on the device; one deed, one id
	At       time.Time // when it was done

	Log     *helpdesk.LogAssistanceInput
	WalkIns *assistance.RecordWalkInsInput
	Claim   *helpdesk.ClaimHelpRequestInput
	Release *helpdesk.ReleaseHelpRequestInput
	Accept  *helpdesk.AcceptAssignmentInput
	Decline *helpdesk.DeclineAssignmentInput
	Message *contact.SendMessageInput
	SignUp  *team.SignUpInput
	Leave   *LeaveInput
}

// kinds are the names of what is given, as the input names them.
func (in ItemInput) kinds() (given []string) {
	for _, k := range []struct {
		name string
		set  bool
	}{
		{"log", in.Log != nil}, {"walkIns", in.WalkIns != nil}, {"claim", in.Claim != nil}, {"release", in.Release != nil},
		{"accept", in.Accept != nil}, {"decline", in.Decline != nil}, {"message", in.Message != nil},
		{"signUp", in.SignUp != nil}, {"leave", in.Leave != nil},
	} {
		if k.set {
			given = append(given, k.name)
		}
	}
	return given
}

// kind is what the item is; of a bad item, something.
func (in ItemInput) kind() string { return strings.Join(in.kinds(), "+") }

// check holds that the item is one deed with one id. BAD_USER_INPUT with keys ONE_DEED_EACH and CLIENT_IDS_DIFFER.
func (in ItemInput) check() error {
	if len(in.kinds()) != 1 {
		return fault.Bad("", "ONE_DEED_EACH")
	}
	if inner := in.innerID(); inner != nil && *inner != in.ClientID {
		return fault.Bad("input.clientId", "CLIENT_IDS_DIFFER")
	}
	return nil
}

// innerID is the client id that the input of the verb has of its own. It is that of the item, so nobody has to give it.
func (in ItemInput) innerID() *string {
	switch {
	case in.Log != nil:
		return in.Log.ClientID
	case in.WalkIns != nil:
		return in.WalkIns.ClientID
	case in.Message != nil:
		return in.Message.ClientID
	}
	return nil
}

// withoutInnerID is the item without what it says twice.
func (in ItemInput) withoutInnerID() ItemInput {
	switch {
	case in.Log != nil:
		log := *in.Log
		log.ClientID, in.Log = nil, &log
	case in.WalkIns != nil:
		counts := *in.WalkIns
		counts.ClientID, in.WalkIns = nil, &counts
	case in.Message != nil:
		message := *in.Message
		message.ClientID, in.Message = nil, &message
	}
	return in
}

// requestID is the request that the item is about, if any.
func (in ItemInput) requestID() (id gid.ID, about bool) {
	switch {
	case in.Log != nil:
		return in.Log.HelpRequestID, true
	case in.Claim != nil:
		return in.Claim.ID, true
	case in.Release != nil:
		return in.Release.ID, true
	case in.Accept != nil:
		return in.Accept.ID, true
	case in.Decline != nil:
		return in.Decline.ID, true
	case in.Message != nil:
		return in.Message.RequestID, true
	}
	return gid.Zero, false
}

// shiftID is the shift that the item is about, if any.
func (in ItemInput) shiftID() (id gid.ID, about bool) {
	switch {
	case in.SignUp != nil:
		return in.SignUp.ShiftID, true
	case in.Leave != nil:
		return in.Leave.ShiftID, true
	}
	return gid.Zero, false
}

// fingerprint is the SHA-256 of what was sent. What is absent is left out of it, so that an input that learns a further field
// does not make a stranger of what a device sent before and sends again now.
func (in ItemInput) fingerprint() []byte {
	in.At = in.At.UTC().Truncate(time.Microsecond)
	var plain any
	b, _ := json.Marshal(in.withoutInnerID()) //nolint:errchkjson,musttag // plain values, under the names they have here
	_ = json.Unmarshal(b, &plain)             // what was just written
	b, _ = json.Marshal(given(plain))
	sum := sha256.Sum256(b)
	return sum[:]
}

// given is the value without what is null in it.
func given(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for name, value := range v {
			if value == nil {
				delete(v, name)
				continue
			}
			v[name] = given(value)
		}
	case []any:
		for i := range v {
			v[i] = given(v[i])
		}
	}
	return v
}

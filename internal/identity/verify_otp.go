package identity

import (
	"gandan/ent/gid"
)

// VerifyOtpInput is the code a person received.
type VerifyOtpInput struct {
	ChallengeID gid.ID
	Code        string
	DeviceName  string
}

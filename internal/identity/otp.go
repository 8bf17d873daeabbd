package identity

import (
	"crypto/rand"
	"encoding/binary"
	"fmt"
	"math/big"
	"net/netip"
	"time"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/otpchallenge"
)

// newCode is six random digits.
func (s *Service) newCode() (string, error) {
	n, err := rand.Int(s.opts.Random, big.NewInt(1_000_000))
	if err != nil {
		return "", fmt.Errorf("making a code: %w", err)
	}
	return fmt.Sprintf("%06d", n), nil
}

// codeMAC is what the database keeps of a code: without the secret, the million codes cannot be tried on a copy. The purpose is
// part of it, and so is what a confirmation is about: a code that was sent for one thing is wrong for every other.
func (s *Service) codeMAC(purpose otpchallenge.Purpose, challenge gid.ID, subject *gid.ID, code string) []byte {
	if purpose == otpchallenge.PurposeSIGN_IN {
		return s.mac("otp", challenge[:], []byte(code))
	}
	about := gid.Zero
	if subject != nil {
		about = *subject
	}
	return s.mac("otp for "+string(purpose), challenge[:], about[:], []byte(code))
}

// challengeID follows from the phone and its newest challenges. Two calls at the same time therefore make the same id, and
// the database takes only one of them. Nobody can guess it without the secret, and it says nothing about earlier ones.
func (s *Service) challengeID(phone string, newest []*ent.OtpChallenge, now time.Time) gid.ID {
	parts := [][]byte{[]byte(phone)}
	for _, c := range newest {
		parts = append(parts, c.ID[:])
	}
	if len(newest) == 0 { // old ones are deleted: the first id of a phone must not come again
		parts = append(parts, []byte(now.Truncate(time.Minute).Format(time.RFC3339)))
	}
	sum := s.mac("challenge", parts...)
	ms := binary.BigEndian.Uint64(sum) >> 16
	return gid.Make(gid.Challenge, time.UnixMilli(int64(ms)), binary.BigEndian.Uint32(sum[8:]), [6]byte(sum[12:18]))
}

// notSent: the message could not be sent, so the code was spent without a try.
func notSent(c *ent.OtpChallenge) bool { return c.UsedAt != nil && c.Tries == 0 }

// source is what counts as one place that asks for codes: an IPv4 address, or the /64 of a home or an office.
func source(ip netip.Addr) string {
	if !ip.IsValid() {
		return "unknown"
	}
	bits := 32
	if ip.Is6() {
		bits = 64
	}
	p, err := ip.WithZone("").Prefix(bits)
	if err != nil {
		return "unknown"
	}
	return p.String()
}

func message(code, language string, life time.Duration) string {
	minutes := int(life / time.Minute)
	if language == "en" {
		return fmt.Sprintf("Gan Dan: your code is %s, valid for %d minutes. Give it to nobody.", code, minutes)
	}
	return fmt.Sprintf("Gần Dân: mã đăng nhập của bạn là %s, có hiệu lực trong %d phút. Không đưa mã này cho bất kỳ ai.", code, minutes)
}

package identity

import (
	"errors"
	"strings"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"gandan/ent/gid"
	"gandan/internal/fault"
)

// A ticket is a token of a kind of its own (RFC 8725, 3.11): it never signs anybody in, and an access token opens no door.
const (
	ticketType     = "ticket+jwt"
	ticketAudience = "door"
	maxTicket      = 2 << 10
)

// Ticket says that a registration holds a seat at a conference, and nothing about who it is. Instants are whole seconds.
type Ticket struct {
	Registration gid.ID
	Conference   gid.ID
	Issued       time.Time
	Expires      time.Time
}

// ticketClaims are short, since they go into a picture.
type ticketClaims struct {
	Issuer       string `json:"iss"`
	Audience     string `json:"aud"`
	Registration gid.ID `json:"sub"`
	Conference   gid.ID `json:"con"`
	Expires      int64  `json:"exp"`
	Issued       int64  `json:"iat"`
}

// The getters below are what golang-jwt checks; a zero instant counts as missing.

func (c *ticketClaims) GetExpirationTime() (*jwt.NumericDate, error) { return numeric(c.Expires), nil }
func (c *ticketClaims) GetIssuedAt() (*jwt.NumericDate, error)       { return numeric(c.Issued), nil }
func (c *ticketClaims) GetNotBefore() (*jwt.NumericDate, error)      { return numeric(c.Issued), nil }
func (c *ticketClaims) GetIssuer() (string, error)                   { return c.Issuer, nil }
func (c *ticketClaims) GetSubject() (string, error)                  { return c.Registration.String(), nil }
func (c *ticketClaims) GetAudience() (jwt.ClaimStrings, error) {
	return jwt.ClaimStrings{c.Audience}, nil
}

// SignTicket writes a ticket as a compact token that the public keys of the app verify, also without a connection.
func (s *Service) SignTicket(t Ticket) (string, error) {
	token := jwt.NewWithClaims(jwt.SigningMethodEdDSA, &ticketClaims{
		Issuer: s.opts.Issuer, Audience: ticketAudience, Registration: t.Registration, Conference: t.Conference,
		Expires: t.Expires.Unix(), Issued: t.Issued.Unix(),
	})
	token.Header["typ"], token.Header["kid"] = ticketType, s.opts.SigningKeys[0].ID
	return token.SignedString(s.opts.SigningKeys[0].Private)
}

// ReadTicket checks a ticket as it was shown.
//
// BAD_USER_INPUT at input.qr with keys NOT_A_TICKET for what is none, another kind of token included; TICKET_ALGORITHM for one
// that is signed in no way of ours; TICKET_FORGED when the signature is not ours; TICKET_EXPIRED when its time is over.
func (s *Service) ReadTicket(text string) (Ticket, error) {
	if len(text) > maxTicket || strings.ContainsAny(text, "\r\n") { // Go's base64 would skip line ends
		return Ticket{}, badTicket("NOT_A_TICKET", nil)
	}
	var c ticketClaims
	_, err := s.ticketParser().ParseWithClaims(text, &c, s.ticketKey)
	switch f := (*fault.Error)(nil); {
	case errors.As(err, &f):
		return Ticket{}, f
	case errors.Is(err, jwt.ErrTokenSignatureInvalid):
		return Ticket{}, badTicket("TICKET_FORGED", err)
	case errors.Is(err, jwt.ErrTokenExpired):
		return Ticket{}, badTicket("TICKET_EXPIRED", err)
	case err != nil, c.Registration.Kind() != gid.Registration, c.Conference.Kind() != gid.Conference:
		return Ticket{}, badTicket("NOT_A_TICKET", err)
	}
	return Ticket{c.Registration, c.Conference, time.Unix(c.Issued, 0).UTC(), time.Unix(c.Expires, 0).UTC()}, nil
}

func (s *Service) ticketParser() *jwt.Parser {
	return jwt.NewParser(jwt.WithExpirationRequired(), jwt.WithIssuedAt(), jwt.WithIssuer(s.opts.Issuer), jwt.WithAudience(ticketAudience),
		jwt.WithLeeway(leeway), jwt.WithStrictDecoding(), jwt.WithTimeFunc(s.store.Now))
}

// ticketKey finds the key by name among ours. The kind and the algorithm are looked at first: what is not a ticket of ours is
// never verified at all.
func (s *Service) ticketKey(t *jwt.Token) (any, error) {
	switch {
	case t.Header["typ"] != ticketType, t.Header["crit"] != nil:
		return nil, badTicket("NOT_A_TICKET", nil)
	case t.Method != jwt.SigningMethodEdDSA:
		return nil, badTicket("TICKET_ALGORITHM", nil)
	}
	for _, k := range s.opts.SigningKeys {
		if t.Header["kid"] == k.ID {
			return k.public(), nil
		}
	}
	return nil, badTicket("TICKET_FORGED", nil)
}

func badTicket(key fault.Key, cause error) *fault.Error {
	return fault.Bad("input.qr", key).Because(cause)
}

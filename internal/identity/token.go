package identity

import (
	"errors"
	"strings"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"gandan/ent/gid"
	"gandan/internal/access"
)

const (
	tokenType = "at+jwt" // RFC 9068: no token of another kind is an access token
	leeway    = 5 * time.Second
	maxToken  = 8 << 10
)

// claims are those of an access token. The roles are for the app to read; nothing here trusts them. Instants are whole
// seconds: a token of ours never has them as fractions or text.
type claims struct {
	Issuer    string        `json:"iss"`
	Audience  string        `json:"aud"`
	Subject   gid.ID        `json:"sub"`
	SessionID gid.ID        `json:"sid"`
	Version   int           `json:"ver"` // of the person's grants
	Roles     []claimedRole `json:"roles"`
	Expires   int64         `json:"exp"`
	Issued    int64         `json:"iat"`
	NotBefore int64         `json:"nbf"`
	ID        string        `json:"jti"`
}

type claimedRole struct {
	Role   access.Role `json:"role"`
	UnitID gid.ID      `json:"unit"`
}

// The getters below are what golang-jwt checks; a zero instant counts as missing.

func (c *claims) GetExpirationTime() (*jwt.NumericDate, error) { return numeric(c.Expires), nil }
func (c *claims) GetIssuedAt() (*jwt.NumericDate, error)       { return numeric(c.Issued), nil }
func (c *claims) GetNotBefore() (*jwt.NumericDate, error)      { return numeric(c.NotBefore), nil }
func (c *claims) GetIssuer() (string, error)                   { return c.Issuer, nil }
func (c *claims) GetSubject() (string, error)                  { return c.Subject.String(), nil }
func (c *claims) GetAudience() (jwt.ClaimStrings, error)       { return jwt.ClaimStrings{c.Audience}, nil }

func numeric(seconds int64) *jwt.NumericDate {
	if seconds == 0 {
		return nil
	}
	return jwt.NewNumericDate(time.Unix(seconds, 0))
}

func newParser(o Options, now func() time.Time) *jwt.Parser {
	return jwt.NewParser(jwt.WithValidMethods([]string{jwt.SigningMethodEdDSA.Alg()}), jwt.WithExpirationRequired(),
		jwt.WithNotBeforeRequired(), jwt.WithIssuedAt(), jwt.WithIssuer(o.Issuer), jwt.WithAudience(o.Audience),
		jwt.WithLeeway(leeway), jwt.WithStrictDecoding(), jwt.WithTimeFunc(now))
}

// parse checks an access token, apart from whether its session lives.
// UNAUTHENTICATED with key TOKEN_EXPIRED, or BAD_TOKEN for everything else.
func (s *Service) parse(bearer string) (*claims, error) {
	if len(bearer) > maxToken || strings.ContainsAny(bearer, "\r\n") { // Go's base64 would skip line ends
		return nil, unauthenticated("BAD_TOKEN")
	}
	var c claims
	_, err := s.parser.ParseWithClaims(bearer, &c, s.keyFor(tokenType))
	switch {
	case errors.Is(err, jwt.ErrTokenExpired):
		return nil, unauthenticated("TOKEN_EXPIRED")
	case err != nil:
		return nil, unauthenticated("BAD_TOKEN").Because(err)
	case c.SessionID.Kind() != gid.Session || c.Subject.Kind() != gid.Account || c.ID == "":
		return nil, unauthenticated("BAD_TOKEN")
	}
	return &c, nil
}

// keyFor finds the key of a token of that type by name among ours; whatever else a header says about keys is not read.
func (s *Service) keyFor(typ string) jwt.Keyfunc {
	return func(t *jwt.Token) (any, error) {
		if t.Header["typ"] != typ || t.Header["crit"] != nil {
			return nil, errors.New("not a token of type " + typ)
		}
		for _, k := range s.opts.SigningKeys {
			if t.Header["kid"] == k.ID {
				return k.public(), nil
			}
		}
		return nil, errors.New("signed with a key that is not ours")
	}
}

// mint signs an access token of the session. The same holder, name and instant give the same token.
func (s *Service) mint(h *holder, id gid.ID, at time.Time, life time.Duration) (string, time.Time, error) {
	at = at.Truncate(time.Second)
	end := earliest(at.Add(life), h.session.ExpiresAt.Truncate(time.Second))
	c := &claims{
		Issuer: s.opts.Issuer, Audience: s.opts.Audience, Subject: h.account.ID, SessionID: h.session.ID, Version: h.account.GrantsVersion,
		Roles: h.claimedRoles(), Expires: end.Unix(), Issued: at.Unix(), NotBefore: at.Unix(), ID: id.String(),
	}
	signed, err := s.sign(tokenType, c)
	return signed, end.UTC(), err
}

// sign signs claims as a token of that type.
func (s *Service) sign(typ string, c jwt.Claims) (string, error) {
	token := jwt.NewWithClaims(jwt.SigningMethodEdDSA, c)
	token.Header["typ"], token.Header["kid"] = typ, s.opts.SigningKeys[0].ID
	return token.SignedString(s.opts.SigningKeys[0].Private)
}

package identity

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"gandan/ent/gid"
	"gandan/internal/access"
	"gandan/internal/fault"
)

const (
	uploadType = "upload+jwt" // no access token is an upload ticket, and none of these is an access token (S-52)
	uploadLife = 10 * time.Minute
)

// uploadClaims are those of an upload ticket: good for one object, in the hands of one session.
type uploadClaims struct {
	claims
	Object gid.ID `json:"obj"`
}

// UploadTicket signs a ticket of the signed-in person for one upload and says when it ends, in ten minutes.
// UNAUTHENTICATED for a visitor.
func (s *Service) UploadTicket(ctx context.Context, object gid.ID) (string, time.Time, error) {
	a, err := signedIn(ctx)
	if err != nil {
		return "", time.Time{}, err
	}
	at := s.store.Now().Truncate(time.Second)
	end := at.Add(uploadLife)
	c := &uploadClaims{Object: object, claims: claims{
		Issuer: s.opts.Issuer, Audience: s.opts.Audience, Subject: a.ID, SessionID: a.SessionID,
		Expires: end.Unix(), Issued: at.Unix(), NotBefore: at.Unix(), ID: object.String(),
	}}
	signed, err := s.sign(uploadType, c)
	return signed, end.UTC(), err
}

// HolderOfUploadTicket is who holds the ticket, with the rights of this moment, and for which object. A ticket ends with the
// session it was given to.
// UNAUTHENTICATED with key BAD_TICKET, UPLOAD_TICKET_EXPIRED, SESSION_ENDED or ACCOUNT_SUSPENDED.
func (s *Service) HolderOfUploadTicket(ctx context.Context, ticket string) (access.Actor, gid.ID, error) {
	if len(ticket) > maxToken || strings.ContainsAny(ticket, "\r\n") {
		return access.Actor{}, gid.Zero, unauthenticated("BAD_TICKET")
	}
	var c uploadClaims
	_, err := s.parser.ParseWithClaims(ticket, &c, s.keyFor(uploadType))
	switch {
	case errors.Is(err, jwt.ErrTokenExpired):
		return access.Actor{}, gid.Zero, unauthenticated("UPLOAD_TICKET_EXPIRED")
	case err != nil:
		return access.Actor{}, gid.Zero, unauthenticated("BAD_TICKET").Because(err)
	}
	h, err := s.recall(ctx, c.SessionID)
	if err != nil {
		return access.Actor{}, gid.Zero, err
	}
	if h.account.ID != c.Subject || c.Object.IsZero() {
		return access.Actor{}, gid.Zero, fault.New(fault.Unauthenticated, "BAD_TICKET")
	}
	return h.actor, c.Object, s.alive(h, s.store.Now())
}

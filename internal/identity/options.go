package identity

import (
	"cmp"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"time"

	"gandan/internal/access"
)

// Options are the settings of the domain. Secret, SigningKeys and Sender are required; what is zero gets the default that
// stands beside it.
type Options struct {
	Production  bool
	Secret      []byte       // at least 32 bytes: codes and refresh tokens are derived with it
	SigningKeys []SigningKey // the first signs, all verify
	Issuer      string       // "gandan"
	Audience    string       // "gandan-app"
	Sender      Sender
	Random      io.Reader // crypto/rand

	CodeLife       time.Duration // 5 minutes
	CodeTries      int           // 5
	CodePause      time.Duration // between two codes for one phone: 1 minute
	CodesPerPhone  int           // an hour: 5
	CodesPerSource int           // an hour and address: 60; an address may be a whole office, so never below 30

	AccessLife   time.Duration // of an access token: 10 minutes
	RefreshGrace time.Duration // in which the previous refresh token gets the same answer: 30 seconds

	Citizen   Lifetime // 90 and 180 days
	Volunteer Lifetime // 30 and 30 days
	Admin     Lifetime // 8 and 24 hours
}

// Lifetime bounds a session: without use, and in all.
type Lifetime struct{ Idle, Absolute time.Duration }

const (
	day             = 24 * time.Hour
	leastPerSource  = 30
	leastSecret     = 32
	phoneWindow     = time.Hour
	maxRoles        = 50 // roles of one person, CITIZEN included: what the API promises
	maxDeviceName   = 100
	maxDisplayName  = 100
	challengesKept  = day
	standInName     = "Người dùng mới"
	systemName      = "identity"
	actorRemembered = 2 * time.Second
)

func (o Options) orDefaults() Options {
	o.Issuer, o.Audience = cmp.Or(o.Issuer, "gandan"), cmp.Or(o.Audience, "gandan-app")
	if o.Random == nil {
		o.Random = rand.Reader
	}
	o.CodeLife, o.CodeTries = cmp.Or(o.CodeLife, 5*time.Minute), cmp.Or(o.CodeTries, 5)
	o.CodePause, o.CodesPerPhone = cmp.Or(o.CodePause, time.Minute), cmp.Or(o.CodesPerPhone, 5)
	o.CodesPerSource = cmp.Or(o.CodesPerSource, 60)
	o.AccessLife, o.RefreshGrace = cmp.Or(o.AccessLife, 10*time.Minute), cmp.Or(o.RefreshGrace, 30*time.Second)
	o.Citizen = cmp.Or(o.Citizen, Lifetime{90 * day, 180 * day})
	o.Volunteer = cmp.Or(o.Volunteer, Lifetime{30 * day, 30 * day})
	o.Admin = cmp.Or(o.Admin, Lifetime{8 * time.Hour, day})
	return o
}

// Validate refuses what cannot work, and in production what must not be, before anything is opened. New asks it too.
func (o Options) Validate() error { return o.orDefaults().check() }

// check refuses what cannot work, and in production what must not be.
func (o Options) check() error {
	switch {
	case len(o.Secret) < leastSecret:
		return fmt.Errorf("identity: the secret has %d bytes; it needs at least %d random ones", len(o.Secret), leastSecret)
	case len(o.SigningKeys) == 0:
		return errors.New("identity: there is no key to sign access tokens with")
	case o.Sender == nil:
		return errors.New("identity: there is no way to send codes: choose an SMS sender")
	case o.CodesPerSource < leastPerSource:
		return fmt.Errorf("identity: %d codes an hour for one address are too few: it may be a whole office; allow at least %d",
			o.CodesPerSource, leastPerSource)
	}
	for _, k := range o.SigningKeys {
		if err := k.check(); err != nil {
			return err
		}
	}
	if o.Production {
		return o.checkProduction()
	}
	return nil
}

func (o Options) checkProduction() error {
	if guessable(o.Secret) {
		return errors.New("identity: the secret looks like a default or an example; make a random one: openssl rand -hex 32")
	}
	for _, k := range o.SigningKeys {
		if guessable(k.Private.Seed()) {
			return errors.New("identity: the signing key looks like an example; make one: openssl genpkey -algorithm ed25519")
		}
	}
	if s, ok := o.Sender.(interface{ checkProduction() error }); ok {
		return s.checkProduction()
	}
	return nil
}

// lifetime is that of the strongest role.
func (o Options) lifetime(role access.Role) Lifetime {
	switch role {
	case access.Admin:
		return o.Admin
	case access.Volunteer:
		return o.Volunteer
	default:
		return o.Citizen
	}
}

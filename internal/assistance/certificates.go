package assistance

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"encoding/json"
	"time"

	"gandan/ent"
	"gandan/ent/account"
	"gandan/ent/certificate"
	"gandan/ent/gid"
	"gandan/ent/logstanding"
	"gandan/internal/access"
	"gandan/internal/calendar"
	"gandan/internal/fault"
	"gandan/internal/store"
)

// RequestCertificateInput is for which service the volunteer wants a certificate.
type RequestCertificateInput struct {
	UnitID   gid.ID
	From, To calendar.Date
}

// IssueCertificateInput is which certificate that was asked for is issued, or whose service of which unit and period is certified.
type IssueCertificateInput struct {
	CertificateID *gid.ID
	VolunteerID   *gid.ID
	UnitID        *gid.ID
	From, To      *calendar.Date
}

// RevokeCertificateInput is which certificate holds no more, and why.
type RevokeCertificateInput struct {
	ID     gid.ID
	Reason string
}

// RequestCertificate asks the admins of the unit for a certificate of the actor's own service. The same again returns what waits.
//
// BAD_USER_INPUT with keys BAD_PERIOD, PERIOD_TOO_LONG and UNKNOWN_UNIT; CONFLICT with key NOTHING_COUNTED.
func (s *Service) RequestCertificate(ctx context.Context, in RequestCertificateInput) (*ent.Certificate, error) {
	if err := s.checkedPeriod(in.From, in.To, "input.to"); err != nil {
		return nil, err
	}
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.Certificate, error) {
		u, err := s.territory.Unit(in.UnitID)
		if err != nil {
			return nil, fault.Bad("input.unitId", "UNKNOWN_UNIT")
		}
		key := openKey(tx.Actor.ID, u.ID, in.From, in.To)
		if c, err := tx.Certificate.Query().Where(certificate.OpenKey(key)).Only(asSystem(ctx)); !ent.IsNotFound(err) {
			return c, err
		}
		if _, err := served(ctx, tx, tx.Actor.ID, u, in.From, in.To); err != nil {
			return nil, err
		}
		c, err := tx.Certificate.Create().SetVolunteerID(tx.Actor.ID).SetUnitID(u.ID).SetUnitPath(u.Path).SetStatus(certificate.StatusREQUESTED).
			SetFromDay(string(in.From)).SetToDay(string(in.To)).SetOpenKey(key).Save(ctx)
		if err != nil {
			return nil, err
		}
		return c, tellOf(ctx, tx, EventCertificateRequested, c)
	})
}

// openKey is one for each volunteer, unit and period: only one certificate waits for each.
func openKey(volunteer, unit gid.ID, from, to calendar.Date) string {
	sum := sha256.Sum256([]byte(volunteer.String() + unit.String() + string(from) + string(to)))
	return hex.EncodeToString(sum[:])
}

// served is what counts of the volunteer in the unit and below, at this instant. CONFLICT with key NOTHING_COUNTED.
func served(ctx context.Context, tx *store.Tx, volunteer gid.ID, u *ent.Unit, from, to calendar.Date) (sum, error) {
	var rows []sum
	err := tx.LogStanding.Query().Where(logstanding.VolunteerID(volunteer), logstanding.TallyEQ(logstanding.TallyCOUNTED),
		logstanding.DayGTE(string(from)), logstanding.DayLTE(string(to)), access.Under(u.Path)).
		GroupBy(logstanding.FieldTally).Aggregate(sums()...).Scan(asSystem(ctx), &rows)
	if err == nil && len(rows) == 0 {
		err = fault.New(fault.Conflict, "NOTHING_COUNTED")
	}
	if err != nil {
		return sum{}, err
	}
	return rows[0], nil
}

// IssueCertificate certifies the service of a volunteer with the numbers of this instant, which stay whatever becomes of the logs.
// Nobody certifies their own.
//
// BAD_USER_INPUT with keys CERTIFICATE_OR_VOLUNTEER, BAD_PERIOD, PERIOD_TOO_LONG and UNKNOWN_UNIT; NOT_FOUND; FORBIDDEN; CONFLICT with keys
// CONFLICT_OF_INTEREST, NOTHING_COUNTED and WRONG_STATE.
func (s *Service) IssueCertificate(ctx context.Context, in IssueCertificateInput) (*ent.Certificate, error) {
	unasked := in.VolunteerID != nil && in.UnitID != nil && in.From != nil && in.To != nil
	if (in.CertificateID != nil) == unasked {
		return nil, fault.Bad("input.certificateId", "CERTIFICATE_OR_VOLUNTEER")
	}
	if unasked {
		if err := s.checkedPeriod(*in.From, *in.To, "input.to"); err != nil {
			return nil, err
		}
	}
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.Certificate, error) {
		if unasked {
			return s.issueUnasked(ctx, tx, in)
		}
		c, err := certificateFor(ctx, tx, *in.CertificateID, verbIssue)
		if err != nil {
			return nil, err
		}
		u, err := s.territory.Unit(c.UnitID)
		if err != nil {
			return nil, err
		}
		p, err := s.freeze(ctx, tx, c, u)
		if err != nil {
			return nil, err
		}
		n, err := tx.Certificate.Update().Where(certificate.ID(c.ID), certificate.StatusEQ(certificate.StatusREQUESTED)).
			SetStatus(certificate.StatusISSUED).ClearOpenKey().SetCode(p.Code).SetName(p.Name).SetUnitName(p.Unit).SetSessions(p.Sessions).
			SetMinutes(p.Minutes).SetPeople(p.People).SetDigest(p.digest()).SetIssuedAt(tx.Now).SetIssuedByID(tx.Actor.ID).Save(ctx)
		return issued(ctx, tx, c.ID, n, err)
	})
}

func (s *Service) issueUnasked(ctx context.Context, tx *store.Tx, in IssueCertificateInput) (*ent.Certificate, error) {
	u, err := s.territory.Unit(*in.UnitID)
	if err != nil {
		return nil, fault.Bad("input.unitId", "UNKNOWN_UNIT")
	}
	if !access.Can(tx.Actor, access.IssueCertificate, access.Object{Path: u.Path}) {
		return nil, fault.New(fault.Forbidden, "FORBIDDEN")
	}
	if *in.VolunteerID == tx.Actor.ID {
		return nil, fault.New(fault.Conflict, "CONFLICT_OF_INTEREST")
	}
	c := &ent.Certificate{ID: tx.NewID(gid.Certificate), VolunteerID: *in.VolunteerID, FromDay: string(*in.From), ToDay: string(*in.To)}
	p, err := s.freeze(ctx, tx, c, u)
	if err != nil {
		return nil, err
	}
	err = tx.Certificate.Create().SetID(c.ID).SetVolunteerID(c.VolunteerID).SetUnitID(u.ID).SetUnitPath(u.Path).
		SetStatus(certificate.StatusISSUED).SetFromDay(c.FromDay).SetToDay(c.ToDay).SetCode(p.Code).SetName(p.Name).SetUnitName(p.Unit).
		SetSessions(p.Sessions).SetMinutes(p.Minutes).SetPeople(p.People).SetDigest(p.digest()).SetIssuedAt(tx.Now).SetIssuedByID(tx.Actor.ID).Exec(ctx)
	return issued(ctx, tx, c.ID, 1, err)
}

// issued tells of the certificate, if it was this call that issued it.
func issued(ctx context.Context, tx *store.Tx, id gid.ID, n int, err error) (*ent.Certificate, error) {
	if err == nil && n != 1 {
		err = fault.New(fault.Conflict, "CONFLICT")
	}
	if err != nil {
		return nil, err
	}
	c, err := tx.Certificate.Get(asSystem(ctx), id)
	if err != nil {
		return nil, err
	}
	return c, tellOf(ctx, tx, EventCertificateIssued, c)
}

// printed is all that a certificate says.
type printed struct {
	ID, Code, Name, Unit      string
	From, To                  string
	Sessions, Minutes, People int
	IssuedAt                  time.Time
}

// digest is the SHA-256 of all that is printed.
func (p printed) digest() []byte {
	b, _ := json.Marshal(p) //nolint:errchkjson,musttag // plain values only, under the names that they have here for good
	sum := sha256.Sum256(b)
	return sum[:]
}

// freeze takes the numbers and the names of this instant.
func (s *Service) freeze(ctx context.Context, tx *store.Tx, c *ent.Certificate, u *ent.Unit) (printed, error) {
	n, err := served(ctx, tx, c.VolunteerID, u, calendar.Date(c.FromDay), calendar.Date(c.ToDay))
	if err != nil {
		return printed{}, err
	}
	name, err := tx.Account.Query().Where(account.ID(c.VolunteerID)).Select(account.FieldDisplayName).String(asSystem(ctx))
	return printed{
		ID: c.ID.String(), Code: s.certificateCode(c.ID), Name: name, Unit: u.Name, From: c.FromDay, To: c.ToDay,
		Sessions: n.Sessions, Minutes: n.Minutes, People: n.People, IssuedAt: tx.Now,
	}, err
}

// certificateCode is a code of 100 bits that follows from the id and the secret. Once issued it stands in the row: another secret later
// changes no code that was printed.
func (s *Service) certificateCode(id gid.ID) string {
	const letters = 20 // of 5 bits
	h := hmac.New(sha256.New, s.Secret)
	for _, part := range [][]byte{[]byte("certificate\x00"), id[:]} {
		_, _ = h.Write(part) // a hash never fails
	}
	return base32.StdEncoding.EncodeToString(h.Sum(nil))[:letters]
}

// certificateFor finds a certificate for a deed of an admin. NOT_FOUND; FORBIDDEN; CONFLICT with keys CONFLICT_OF_INTEREST and WRONG_STATE.
func certificateFor(ctx context.Context, tx *store.Tx, id gid.ID, verb string) (*ent.Certificate, error) {
	c, err := tx.Certificate.Query().Where(certificate.ID(id)).Only(ctx)
	if ent.IsNotFound(err) {
		return nil, fault.Missing()
	}
	if err != nil {
		return nil, err
	}
	return c, certificateRefusal(tx.Actor, c, verb)
}

// RevokeCertificate says that a certificate holds no more, or declines one that was asked for. What it said stays readable.
//
// BAD_USER_INPUT with keys REASON_REQUIRED and TOO_LONG; NOT_FOUND; FORBIDDEN; CONFLICT with keys CONFLICT_OF_INTEREST and WRONG_STATE.
func (s *Service) RevokeCertificate(ctx context.Context, in RevokeCertificateInput) (*ent.Certificate, error) {
	reason, err := givenReason(in.Reason, "input.reason")
	if err != nil {
		return nil, err
	}
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) (*ent.Certificate, error) {
		c, err := certificateFor(ctx, tx, in.ID, verbRevoke)
		if err != nil {
			return nil, err
		}
		n, err := tx.Certificate.Update().Where(certificate.ID(c.ID), certificate.StatusEQ(c.Status)).SetStatus(certificate.StatusREVOKED).
			ClearOpenKey().SetRevokedAt(tx.Now).SetRevokedByID(tx.Actor.ID).SetRevokeReason(reason).Save(ctx)
		if err == nil && n != 1 {
			err = fault.New(fault.Conflict, "CONFLICT")
		}
		if err != nil {
			return nil, err
		}
		if err := tellOf(ctx, tx, EventCertificateRevoked, c); err != nil {
			return nil, err
		}
		return tx.Certificate.Get(asSystem(ctx), c.ID)
	})
}

func tellOf(ctx context.Context, tx *store.Tx, name string, c *ent.Certificate) error {
	return tx.Emit(ctx, name, c.ID, map[string]string{"volunteer": c.VolunteerID.String(), "unit": c.UnitID.String()})
}

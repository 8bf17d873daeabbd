package assistance

import (
	"context"
	"encoding/hex"
	"strings"
	"time"

	"gandan/ent"
	"gandan/ent/certificate"
	"gandan/ent/gid"
	"gandan/internal/access"
	"gandan/internal/calendar"
	"gandan/internal/fault"
	"gandan/internal/lifecycle"
	"gandan/internal/page"
	"gandan/internal/store"
)

// Check is what anybody learns by the code of a certificate.
type Check struct {
	Valid             bool
	RevokedAt         *time.Time
	Name, UnitName    string
	From, To          calendar.Date
	Sessions, Minutes int
	IssuedAt          time.Time
	Digest            string
}

// VerifyCertificate is what the certificate of that code says, as issued, whoever asks; nil for a code of none. Blanks, dashes and small
// letters do not matter. Asking costs the same whether there is one or not.
func (s *Service) VerifyCertificate(ctx context.Context, code string) (*Check, error) {
	clean := strings.ToUpper(strings.NewReplacer(" ", "", "-", "").Replace(code))
	c, err := s.store.Reader(ctx).Certificate.Query().Where(certificate.Code(clean)).Only(asSystem(ctx))
	if ent.IsNotFound(err) {
		return nil, nil //nolint:nilnil // no certificate has the code
	}
	if err != nil {
		return nil, store.Translate(err)
	}
	return &Check{
		Valid: c.Status == certificate.StatusISSUED, RevokedAt: c.RevokedAt, Name: *c.Name, UnitName: *c.UnitName,
		From: calendar.Date(c.FromDay), To: calendar.Date(c.ToDay), Sessions: *c.Sessions, Minutes: *c.Minutes, IssuedAt: *c.IssuedAt,
		Digest: hex.EncodeToString(c.Digest),
	}, nil
}

// CertificateActions is what the viewer may do with the certificate, and why not: issueCertificate, revokeCertificate.
func (s *Service) CertificateActions(ctx context.Context, c *ent.Certificate) []*lifecycle.Possibility {
	viewer, _ := access.From(ctx)
	out := make([]*lifecycle.Possibility, 0, 2)
	for _, verb := range []string{verbIssue, verbRevoke} {
		out = append(out, possibility(verb, certificateRefusal(viewer, c, verb)))
	}
	return out
}

// certificateRefusal is with what the verb would be refused, nil when it would not.
func certificateRefusal(a access.Actor, c *ent.Certificate, verb string) error {
	switch {
	case !access.Can(a, access.IssueCertificate, access.Object{Path: c.UnitPath}):
		return fault.New(fault.Forbidden, "FORBIDDEN")
	case c.VolunteerID == a.ID:
		return fault.New(fault.Conflict, "CONFLICT_OF_INTEREST")
	}
	_, err := CertificateLife().Find(c.Status, verb)
	return err
}

// Digest is the SHA-256 of all that is printed, in hexadecimal; nil until it is issued.
func (s *Service) Digest(c *ent.Certificate) *string {
	if c.Digest == nil {
		return nil
	}
	digest := hex.EncodeToString(c.Digest)
	return &digest
}

// VolunteerOf is whose service the certificate is about.
func (s *Service) VolunteerOf(ctx context.Context, c *ent.Certificate) (*ent.Account, error) {
	return s.People.Person(ctx, c.VolunteerID)
}

// Certificate is one certificate for its volunteer and admins of the unit. NOT_FOUND.
func (s *Service) Certificate(ctx context.Context, id gid.ID) (*ent.Certificate, error) {
	c, err := s.store.Reader(ctx).Certificate.Query().Where(certificate.ID(id)).Only(ctx)
	return c, store.Translate(err)
}

// MyCertificates is a page of the viewer's own, the newest first. BAD_USER_INPUT for the page.
func (s *Service) MyCertificates(ctx context.Context, args page.Args) (*page.Connection[*ent.Certificate], error) {
	viewer, _ := access.From(ctx)
	q := s.store.Reader(ctx).Certificate.Query().Where(certificate.VolunteerID(viewer.ID))
	order := page.Order{List: "assistance.my_certificates", Column: certificate.FieldCreatedAt, Desc: true}
	list, err := page.Of(ctx, q, args, order, byCreation)
	return list, store.Translate(err)
}

// Certificates is a page of those of a unit in one state, the oldest first, for its admins.
// NOT_FOUND for an unknown unit; FORBIDDEN; BAD_USER_INPUT for the page.
func (s *Service) Certificates(ctx context.Context, unitID gid.ID, status certificate.Status, args page.Args) (*page.Connection[*ent.Certificate], error) {
	u, err := s.territory.Unit(unitID)
	if err != nil {
		return nil, err
	}
	if viewer, _ := access.From(ctx); !access.Can(viewer, access.IssueCertificate, access.Object{Path: u.Path}) {
		return nil, fault.New(fault.Forbidden, "FORBIDDEN")
	}
	q := s.store.Reader(ctx).Certificate.Query().Where(certificate.UnitID(u.ID), certificate.StatusEQ(status))
	order := page.Order{List: "assistance.certificates", Column: certificate.FieldCreatedAt}
	list, err := page.Of(asSystem(ctx), q, args, order, byCreation)
	return list, store.Translate(err)
}

func byCreation(c *ent.Certificate) page.Cursor { return page.AtTime(c.CreatedAt, c.ID) }

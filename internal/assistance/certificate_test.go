package assistance_test

import (
	"bytes"
	"compress/zlib"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"gandan/ent"
	"gandan/ent/certificate"
	"gandan/internal/access"
	"gandan/internal/assistance"
	"gandan/internal/calendar"
	"gandan/internal/fault"
)

// certified is a certificate of the volunteer over one session of half an hour.
func (w *world) certified(t *testing.T) (*ent.Certificate, *ent.AssistanceLog) {
	t.Helper()
	log := w.recorded(t)
	w.review(t, w.admin, log, assistance.Approve)
	today := calendar.Today(w.clock.Now())
	c := must[*ent.Certificate](t)(w.IssueCertificate(w.admin, assistance.IssueCertificateInput{
		VolunteerID: ptr(me(w.volunteer)), UnitID: &w.ward.ID, From: &today, To: &today,
	}))
	return c, log
}

func TestTheNumbersOfACertificateStay(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c, log := w.certified(t)
		before := must[*assistance.Check](t)(w.VerifyCertificate(w.visitor, *c.Code))
		w.review(t, w.admin, log, assistance.Reject)
		after := must[*assistance.Check](t)(w.VerifyCertificate(w.visitor, strings.ToLower((*c.Code)[:4]+"-"+(*c.Code)[4:])))
		if *before != *after || !after.Valid || after.Minutes != 30 || after.Name != "Nguyễn Thị Mỹ Lộc" {
			t.Errorf("it says %+v, said %+v", after, before)
		}
		must[*ent.Certificate](t)(w.RevokeCertificate(w.admin, assistance.RevokeCertificateInput{ID: c.ID, Reason: "Buổi không có thật."}))
		if revoked := must[*assistance.Check](t)(w.VerifyCertificate(w.visitor, *c.Code)); revoked.Valid || revoked.Minutes != 30 || revoked.RevokedAt == nil {
			t.Errorf("it says %+v", revoked)
		}
		if none := must[*assistance.Check](t)(w.VerifyCertificate(w.visitor, strings.Repeat("A", 20))); none != nil {
			t.Errorf("an unknown code says %+v", none)
		}
		_, err := w.RevokeCertificate(w.admin, assistance.RevokeCertificateInput{ID: c.ID, Reason: "Lại."})
		refused(t, err, fault.Conflict, "WRONG_STATE")
	})
}

func TestACertificateIsAskedForOnceAndIssuedByAnother(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		today := calendar.Today(w.clock.Now())
		in := assistance.RequestCertificateInput{UnitID: w.ward.ID, From: today, To: today}
		_, err := w.RequestCertificate(w.volunteer, in)
		refused(t, err, fault.Conflict, "NOTHING_COUNTED")
		log := w.recorded(t)
		_, err = w.RequestCertificate(w.volunteer, in)
		refused(t, err, fault.Conflict, "NOTHING_COUNTED") // what waits does not count
		w.review(t, w.admin, log, assistance.Approve)
		first := must[*ent.Certificate](t)(w.RequestCertificate(w.volunteer, in))
		if again := must[*ent.Certificate](t)(w.RequestCertificate(w.volunteer, in)); again.ID != first.ID {
			t.Error("asked for twice")
		}
		for who, key := range map[context.Context]fault.Key{w.volunteer: "FORBIDDEN", w.colleague: "NOT_FOUND", w.strangerAdmin: "NOT_FOUND"} {
			if _, err := w.IssueCertificate(who, assistance.IssueCertificateInput{CertificateID: &first.ID}); keyOf(err) != string(key) {
				t.Errorf("issued: %v, want %s", err, key)
			}
		}
		var issued int
		results := make([]error, 8)
		atOnce(len(results), func(i int) {
			_, results[i] = w.IssueCertificate(w.admin, assistance.IssueCertificateInput{CertificateID: &first.ID})
		})
		for _, err := range results {
			if err == nil {
				issued++
			}
		}
		if issued != 1 {
			t.Errorf("issued %d times", issued)
		}
		_, err = w.IssueCertificate(w.admin, assistance.IssueCertificateInput{VolunteerID: ptr(me(w.admin)), UnitID: &w.ward.ID, From: &today, To: &today})
		refused(t, err, fault.Conflict, "CONFLICT_OF_INTEREST")
		_, err = w.IssueCertificate(w.admin, assistance.IssueCertificateInput{CertificateID: &first.ID, UnitID: &w.ward.ID, VolunteerID: &first.VolunteerID, From: &today, To: &today})
		refused(t, err, fault.BadUserInput, "CERTIFICATE_OR_VOLUNTEER")
		if c := must[*ent.Certificate](t)(w.Certificate(w.volunteer, first.ID)); c.Status != certificate.StatusISSUED {
			t.Errorf("it is %s", c.Status)
		}
	})
}

// fetch asks for the PDF with a ticket.
func (w *world) fetch(path string) *httptest.ResponseRecorder {
	mux := http.NewServeMux()
	for pattern, page := range w.Pages() {
		mux.Handle(pattern, page)
	}
	out := httptest.NewRecorder()
	mux.ServeHTTP(out, httptest.NewRequest("GET", path, nil))
	return out
}

func TestThePDFHoldsTheNameWithItsDiacritics(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c, _ := w.certified(t)
		phone := w.phoneOf(t, w.volunteer)
		token := must[string](t)(w.people.TokenFor(system(), phone, 60*60*1e9))
		actor := must[access.Actor](t)(w.people.Authenticate(context.Background(), token))
		pdf := must[*assistance.PDF](t)(w.PDFOf(access.With(context.Background(), actor), c))
		answer := w.fetch(pdf.Path + "?ticket=" + pdf.Ticket)
		body := answer.Body.Bytes()
		if answer.Code != 200 || answer.Header().Get("Content-Type") != "application/pdf" || !bytes.HasPrefix(body, []byte("%PDF-")) {
			t.Fatalf("%d %s", answer.Code, answer.Body)
		}
		if !bytes.Contains(body, []byte("/ToUnicode")) || !bytes.Contains(body, []byte("/FontFile2")) {
			t.Error("no font is embedded with its letters")
		}
		var name strings.Builder // as UTF-16, the way the text stands in the page
		for _, r := range "Nguyễn Thị Mỹ Lộc" {
			name.WriteByte(byte(r >> 8))
			name.WriteByte(byte(r))
		}
		if !strings.Contains(unescaped(streams(body)), name.String()) {
			t.Error("the name is not in the page")
		}
		if again := w.fetch(pdf.Path + "?ticket=" + pdf.Ticket); !bytes.Equal(again.Body.Bytes(), body) {
			t.Error("drawn again it differs")
		}
		if other := w.fetch("/certificates/" + w.ward.ID.String() + "?ticket=" + pdf.Ticket); other.Code != 404 {
			t.Errorf("something else: %d", other.Code)
		}
		if none := w.fetch(pdf.Path); none.Code != 404 {
			t.Errorf("without a ticket: %d", none.Code)
		}
		if said := w.fetch("/verify/" + *c.Code); said.Code != 200 || !strings.Contains(said.Body.String(), "còn hiệu lực") {
			t.Errorf("%d %s", said.Code, said.Body)
		}
		if said := w.fetch("/verify/AAAA"); said.Code != 404 {
			t.Errorf("%d %s", said.Code, said.Body)
		}
	})
}

var stream = regexp.MustCompile(`(?s)stream\r?\n(.*?)\r?\nendstream`)

// streams are the unpacked streams of the file, one after the other.
func streams(file []byte) string {
	var all strings.Builder
	for _, m := range stream.FindAllSubmatch(file, -1) {
		if r, err := zlib.NewReader(bytes.NewReader(m[1])); err == nil {
			_, _ = io.Copy(&all, r)
		}
	}
	return all.String()
}

// unescaped takes the backslashes out of the texts of a page.
func unescaped(s string) string {
	return strings.NewReplacer(`\\`, `\`, `\(`, "(", `\)`, ")", `\r`, "\r").Replace(s)
}

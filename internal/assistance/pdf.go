package assistance

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"

	"codeberg.org/go-pdf/fpdf"
	"github.com/go-fonts/dejavu/dejavusans"
	"github.com/go-fonts/dejavu/dejavusansbold"
	qr "github.com/piglig/go-qr"

	"gandan/ent"
	"gandan/ent/certificate"
	"gandan/ent/gid"
	"gandan/internal/access"
	"gandan/internal/calendar"
	"gandan/internal/fault"
)

// Where a certificate is fetched and where anybody verifies one.
const (
	pdfPath    = "/certificates/"
	verifyPath = "/verify/"
)

// PDF is where the PDF of a certificate is fetched.
type PDF struct {
	Path      string
	Ticket    string
	ExpiresAt time.Time
}

// PDFOf is a ticket to fetch the certificate by; nil unless it is issued.
func (s *Service) PDFOf(ctx context.Context, c *ent.Certificate) (*PDF, error) {
	if c.Status != certificate.StatusISSUED {
		return nil, nil //nolint:nilnil // there is nothing to print
	}
	ticket, until, err := s.People.UploadTicket(ctx, c.ID)
	if err != nil {
		return nil, err
	}
	return &PDF{Path: pdfPath + c.ID.String(), Ticket: ticket, ExpiresAt: until}, nil
}

// Pages are the addresses of certificates, as patterns of http.ServeMux. The code of one is in a path: whoever logs must log the pattern.
func (s *Service) Pages() map[string]http.Handler {
	return map[string]http.Handler{
		"GET " + pdfPath + "{id}":      http.HandlerFunc(s.servePDF),
		"GET " + verifyPath + "{code}": http.HandlerFunc(s.serveVerification),
	}
}

// servePDF gives the certificate to the holder of a ticket for it, as long as they may read it. What is none, what is revoked and a
// ticket of something else are answered alike.
func (s *Service) servePDF(w http.ResponseWriter, r *http.Request) {
	c, err := s.ticketed(r)
	if err != nil {
		http.Error(w, "Không có chứng nhận này hoặc liên kết đã hết hạn. Vui lòng mở lại từ ứng dụng.", statusOf(err))
		return
	}
	var out bytes.Buffer
	if err := draw(&out, c, "https://"+r.Host+verifyPath+*c.Code); err != nil {
		http.Error(w, "Chưa tạo được tệp. Vui lòng thử lại sau ít phút.", http.StatusInternalServerError)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "application/pdf")
	h.Set("Content-Disposition", `attachment; filename="chung-nhan-`+(*c.Code)[:4]+`.pdf"`)
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox; frame-ancestors 'none'")
	h.Set("Cache-Control", "private, no-store")
	_, _ = w.Write(out.Bytes()) // a reader that left needs no certificate
}

func statusOf(err error) int {
	switch {
	case fault.Is(err, fault.Unavailable):
		return http.StatusServiceUnavailable
	case fault.Is(err, fault.Internal):
		return http.StatusInternalServerError
	}
	return http.StatusNotFound
}

// ticketed is the certificate of the request, read with the rights of whoever holds the ticket.
func (s *Service) ticketed(r *http.Request) (*ent.Certificate, error) {
	id, err := gid.Parse(r.PathValue("id"))
	if err != nil || id.Kind() != gid.Certificate {
		return nil, fault.Missing()
	}
	ticket := r.URL.Query().Get("ticket")
	if bearer, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer "); ok {
		ticket = bearer
	}
	actor, object, err := s.People.HolderOfUploadTicket(r.Context(), ticket)
	if err != nil {
		return nil, err
	}
	if object != id {
		return nil, fault.Missing()
	}
	c, err := s.Certificate(access.With(r.Context(), actor), id)
	if err == nil && c.Status != certificate.StatusISSUED {
		err = fault.Missing()
	}
	return c, err
}

// serveVerification says in plain words what the certificate of the code says; the picture on the certificate leads here.
func (s *Service) serveVerification(w http.ResponseWriter, r *http.Request) {
	c, err := s.VerifyCertificate(access.With(r.Context(), access.Anonymous()), r.PathValue("code"))
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	switch {
	case err != nil:
		w.WriteHeader(http.StatusServiceUnavailable)
		_, _ = fmt.Fprintln(w, "Chưa kiểm tra được. Vui lòng thử lại sau ít phút.")
	case c == nil:
		w.WriteHeader(http.StatusNotFound)
		_, _ = fmt.Fprintln(w, "Không có chứng nhận nào mang mã này.")
	default:
		word := "Chứng nhận còn hiệu lực."
		if !c.Valid {
			word = "Chứng nhận đã bị thu hồi ngày " + day(*c.RevokedAt) + "."
		}
		_, _ = fmt.Fprintf(w, "%s\n%s\n%s\nTừ ngày %s đến ngày %s: %s\nCấp ngày %s\n", word, c.Name, c.UnitName, dayOf(c.From), dayOf(c.To),
			inWordsOfHours(c.Minutes, c.Sessions), day(c.IssuedAt))
	}
}

func day(t time.Time) string { return dayOf(calendar.Today(t)) }

// dayOf is a day as people in Việt Nam write it.
func dayOf(d calendar.Date) string {
	return string(d[8:10]) + "/" + string(d[5:7]) + "/" + string(d[:4])
}

// inWordsOfHours is how long and how often.
func inWordsOfHours(minutes, sessions int) string {
	return fmt.Sprintf("%d giờ %02d phút, %d buổi hỗ trợ", minutes/60, minutes%60, sessions)
}

// The measures of the page, A4 across, in millimetres.
const (
	pageWidth  = 297.0
	margin     = 20.0
	pictureAt  = 135.0 // of the square picture, from the top
	pictureSay = 40.0
)

// draw writes the PDF. The font is DejaVu Sans, which has every letter of Vietnamese; it is embedded, cut to the letters used. The same
// certificate gives the same bytes.
func draw(out *bytes.Buffer, c *ent.Certificate, link string) error {
	p := fpdf.New("L", "mm", "A4", "")
	p.SetCreationDate(*c.IssuedAt)
	p.SetModificationDate(*c.IssuedAt)
	p.SetCatalogSort(true)
	p.SetTitle("Giấy chứng nhận phục vụ", true)
	p.SetAutoPageBreak(false, margin)
	p.SetMargins(margin, margin, margin)
	p.AddUTF8FontFromBytes("dejavu", "", dejavusans.TTF)
	p.AddUTF8FontFromBytes("dejavu", "B", dejavusansbold.TTF)
	p.AddPage()
	p.Rect(margin/2, margin/2, pageWidth-margin, 210-margin, "D")
	for _, line := range []struct {
		text, style  string
		size, height float64
	}{
		{*c.UnitName, "B", 14, 12},
		{"GIẤY CHỨNG NHẬN PHỤC VỤ", "B", 26, 20},
		{"Chứng nhận tình nguyện viên", "", 14, 12},
		{*c.Name, "B", 24, 18},
		{"đã hỗ trợ người dân sử dụng dịch vụ công trực tuyến", "", 14, 10},
		{"từ ngày " + dayOf(calendar.Date(c.FromDay)) + " đến ngày " + dayOf(calendar.Date(c.ToDay)), "", 14, 10},
		{inWordsOfHours(*c.Minutes, *c.Sessions) + fmt.Sprintf(", %d yêu cầu", *c.People), "B", 16, 14},
		{"Cấp ngày " + day(*c.IssuedAt), "", 12, 10},
	} {
		p.SetFont("dejavu", line.style, line.size)
		p.MultiCell(0, line.height, line.text, "", "C", false)
	}
	p.SetFont("dejavu", "", 10)
	p.SetXY(margin+pictureSay+5, pictureAt+pictureSay-14)
	p.MultiCell(0, 6, "Kiểm tra chứng nhận bằng mã: "+grouped(*c.Code)+"\n"+link, "", "L", false)
	if err := picture(p, link); err != nil {
		return err
	}
	return p.Output(out)
}

// grouped is the code as it is read aloud.
func grouped(code string) string {
	var parts []string
	for len(code) > 4 {
		parts, code = append(parts, code[:4]), code[4:]
	}
	return strings.Join(append(parts, code), "-")
}

// picture draws the link as squares, the neighbours in a row as one.
func picture(p *fpdf.Fpdf, link string) error {
	code, err := qr.EncodeText(link, qr.Medium)
	if err != nil {
		return err
	}
	size := code.Size()
	cell := pictureSay / float64(size)
	p.SetFillColor(0, 0, 0)
	for y := range size {
		for x := 0; x < size; {
			from := x
			for x < size && code.Module(x, y) {
				x++
			}
			if x > from {
				p.Rect(margin+float64(from)*cell, pictureAt+float64(y)*cell, float64(x-from)*cell, cell, "F")
			} else {
				x++
			}
		}
	}
	return nil
}

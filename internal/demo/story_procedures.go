package demo

import (
	"context"
	"io"
	"strings"

	"gandan/internal/territory"
)

// What the demo says of one procedure. It is invented, and says so, so that a screen has something to show: no source of ours has
// checklists or fees of Hà Nội.
const (
	demoFees = `code,unit_code,channels,valid_from,valid_to,amount_vnd,note,source,confidence
1.001193,,direct|postal,2026-01-01,,8000,Lệ phí giả định để trình diễn.,demo,invented for the demo
1.001193,01,online,2026-01-01,,0,Lệ phí giả định để trình diễn.,demo,invented for the demo
1.001193,09556,direct,2026-01-01,,5000,Lệ phí giả định để trình diễn.,demo,invented for the demo
`
	demoChecklist = `code,valid_from,valid_to,position,text,kind,needed,source,confidence
1.001193,2026-01-01,,1,Giấy chứng sinh (ví dụ trình diễn),ORIGINAL,yes,demo,invented for the demo
1.001193,2026-01-01,,2,Tờ khai đăng ký khai sinh (ví dụ trình diễn),FORM,yes,demo,invented for the demo
1.001193,2026-01-01,,3,Giấy chứng nhận kết hôn của cha mẹ nếu có (ví dụ trình diễn),ORIGINAL,no,demo,invented for the demo
1.001193,2026-01-01,,4,Họ tên dự định đặt cho con (ví dụ trình diễn),INFORMATION,yes,demo,invented for the demo
`
)

// procedures give one procedure fees and a checklist; a database with other procedures than ours stays as it is.
func (s *story) procedures() {
	if s.procedure("1.001193") == nil {
		return
	}
	for _, file := range []struct {
		load func(context.Context, io.Reader) (territory.Summary, error)
		text string
	}{{s.app.Catalogue.ImportFees, demoFees}, {s.app.Catalogue.ImportChecklists, demoChecklist}} {
		if s.err == nil {
			_, err := file.load(s.ctx, strings.NewReader(file.text))
			s.keep(err)
		}
	}
}

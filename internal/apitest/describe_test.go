package apitest_test

import (
	"context"
	"errors"
	"strings"
	"testing"
)

// What the cases of procedures ask about: two versions, fees by place and a checklist of one procedure, all invented.
const (
	birthVersions = "code,valid_from,valid_to,service_level,channels,time_min,time_max,time_unit,legal_base,source,confidence\n" +
		"1.001193,2019-01-01,2022-08-15,LEVEL_3,online|direct,1,2,working_day,,invented,test\n" +
		"1.001193,2026-03-10,,FULL,online,1,1,hour,Luật thử,invented,test\n"
	birthFees = "code,unit_code,channels,valid_from,valid_to,amount_vnd,note,source,confidence\n" +
		"1.001193,,online|direct,2020-01-01,,8000,,invented,test\n" +
		"1.001193,01,online,2026-03-10,,0,Miễn khi nộp trực tuyến.,invented,test\n"
	birthChecklist = "code,valid_from,valid_to,position,text,kind,needed,source,confidence\n" +
		"1.001193,2026-01-01,,1,Giấy chứng sinh,ORIGINAL,yes,invented,test\n" +
		"1.001193,2026-01-01,,2,Giấy chứng nhận kết hôn,COPY,no,invented,test\n"
)

// describe imports what is said of a procedure, once for a template.
func (w *world) describe(t testing.TB) {
	t.Helper()
	ctx := context.Background()
	_, err1 := w.Catalogue.ImportVersions(ctx, strings.NewReader(birthVersions))
	_, err2 := w.Catalogue.ImportFees(ctx, strings.NewReader(birthFees))
	_, err3 := w.Catalogue.ImportChecklists(ctx, strings.NewReader(birthChecklist))
	if err := errors.Join(err1, err2, err3); err != nil {
		t.Fatalf("describing a procedure: %v", err)
	}
}

package procedure

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"gandan/ent"
	"gandan/ent/procedurefee"
	"gandan/ent/procedureversion"
	"gandan/internal/page"
	"gandan/internal/store"
	"gandan/internal/store/storetest"
	"gandan/internal/text"
)

// portal is how many procedures the national portal has, about: S7, September 2026.
const portal = 5741

// TestSearchesOfAWholePortalAreServedByIndexes looks at the plans among as many procedures as the portal has.
func TestSearchesOfAWholePortalAreServedByIndexes(t *testing.T) {
	onBoth(t, func(t *testing.T, w world) {
		w.fillUp(t, portal)
		full := procedureversion.ServiceLevelFULL
		next := must[*page.Connection[*ent.Procedure]](t)(w.Procedures(visitor(), ptr("thu tuc"), Filter{}, page.Args{})).PageInfo.EndCursor
		for name, c := range map[string]struct {
			text  string
			only  Filter
			after *string
			uses  []string // one on each database is enough
		}{
			"words":                {"dang ky khai si", Filter{}, nil, []string{"procedureword_word_procedure_id"}},
			"one word begun":       {"kh", Filter{}, nil, []string{"procedureword_word_procedure_id"}},
			"words everybody has":  {"thu tuc", Filter{}, nil, []string{"procedureword_word_procedure_id"}},
			"behind a cursor":      {"thu tuc", Filter{}, next, []string{"procedureword_word_procedure_id"}},
			"an abbreviation":      {"UBND xa", Filter{}, nil, []string{"procedureword_word_procedure_id"}},
			"a code":               {"1.001193", Filter{}, nil, []string{"procedureword_word_procedure_id"}},
			"all":                  {"", Filter{}, nil, []string{"procedure_sort_key_id"}},
			"a group":              {"", Filter{Group: ptr("land")}, nil, []string{"procedure_topic_group_sort_key_id"}},
			"who carries it out":   {"", Filter{AuthorityLevel: ptr("commune_police")}, nil, []string{"procedure_authority_level_sort_key_id"}},
			"a level":              {"", Filter{ServiceLevel: &full}, nil, []string{"procedureversion_"}},
			"words and a level":    {"cap the", Filter{ServiceLevel: &full}, nil, []string{"procedureword_word_procedure_id"}},
			"words within a group": {"dat dai", Filter{Group: ptr("land")}, nil, []string{"procedureword_word_procedure_id"}},
		} {
			ctx := w.traced(t, name, func(plan string) bool {
				return strings.Contains(plan, c.uses[0]) && !strings.Contains(plan, "SCAN w") && !strings.Contains(plan, "w ALL")
			})
			began := time.Now()
			found, err := w.Procedures(ctx, &c.text, c.only, page.Args{After: c.after})
			if err != nil || len(found.Nodes) == 0 {
				t.Errorf("%s: nothing is found (%v)", name, err)
			}
			t.Logf("%s: %d rows in %s, the plan included", name, len(found.Nodes), time.Since(began).Round(time.Millisecond))
		}
	})
}

// TestWhatAProcedureShowsIsReadByIndexes holds the plans of versions, fees and checklists.
func TestWhatAProcedureShowsIsReadByIndexes(t *testing.T) {
	onBoth(t, func(t *testing.T, w world) {
		w.fillUp(t, 1000)
		p := w.coded(t, birth)
		for index, read := range map[string]func(context.Context) error{
			"procedureversion_procedure_id_valid_from": func(ctx context.Context) error {
				_, err1 := w.Version(ctx, p, nil)
				_, err2 := w.Versions(ctx, p, page.Args{})
				return first(err1, err2)
			},
			"procedurefee_procedure_id_": func(ctx context.Context) error {
				_, err1 := w.Fee(ctx, p, nil, procedurefee.ChannelONLINE, nil)
				_, err2 := w.Fees(ctx, p, page.Args{})
				return first(err1, err2)
			},
			"checklistitem_procedure_id_valid_from_": func(ctx context.Context) error {
				_, err := w.Checklist(ctx, p, nil)
				return err
			},
		} {
			ctx := w.traced(t, index, func(plan string) bool {
				return strings.Contains(plan, index) && !strings.Contains(plan, "TEMP B-TREE") && !strings.Contains(plan, "filesort")
			})
			if err := read(ctx); err != nil {
				t.Error(index, err)
			}
		}
	})
}

func first(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// traced complains of every statement whose plan is not good.
func (w world) traced(t *testing.T, name string, good func(plan string) bool) context.Context {
	t.Helper()
	return store.TraceStatements(visitor(), func(query string, args []any) {
		if plan := storetest.Explain(t, w.store, query, args); !good(plan) {
			t.Errorf("%s: %s\n%s", name, query, plan)
		}
	})
}

// fillUp adds procedures with the words of those that are there until there are n, each with a version, a fee and a checklist.
func (w world) fillUp(t *testing.T, n int) {
	t.Helper()
	rows := must[[]Row](t)(Standard())
	var procedures, fees, items strings.Builder
	procedures.WriteString("code,name_vi,field_vi,group_en,authority_level,service_level,service_level_basis,source,confidence\n")
	fees.WriteString(feeHeader)
	items.WriteString(checklistHeader)
	for i := range n - len(rows) {
		a, b := rows[i%len(rows)], rows[(i*7+3)%len(rows)]
		code := fmt.Sprintf("8.%06d", i)
		fmt.Fprintf(&procedures, "%s,\"%s %s %d\",\"%s\",%s,%s,toan_trinh,confirmed (test),test,test\n", code, firstWords(a.Name, 6), firstWords(b.Name, 6), i, a.Field, a.Group, a.AuthorityLevel)
		fmt.Fprintf(&fees, "%s,,online|direct,2025-01-01,,%d,,test,test\n", code, i)
		fmt.Fprintf(&items, "%s,2025-01-01,,1,Tờ khai,FORM,yes,test,test\n", code)
	}
	for _, file := range []struct {
		load importing
		text string
	}{{w.ImportProcedures, procedures.String()}, {w.ImportFees, fees.String()}, {w.ImportChecklists, items.String()}} {
		if _, err := file.load(t.Context(), strings.NewReader(file.text)); err != nil {
			t.Fatal(err)
		}
	}
}

func firstWords(s string, n int) string {
	words := strings.Fields(strings.ReplaceAll(text.Clean(s), "\"", ""))
	return strings.Join(words[:min(n, len(words))], " ")
}

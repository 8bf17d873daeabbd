package procedure

import (
	"context"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"gandan/ent"
	"gandan/ent/procedureversion"
	"gandan/internal/fault"
	"gandan/internal/page"
	"gandan/internal/store"
)

const (
	birthName = "Thủ tục đăng ký khai sinh"
	cardName  = "Cấp thẻ căn cước cho người dưới 14 tuổi"
	bhytName  = "Đăng ký đóng, cấp thẻ BHYT đối với người chỉ tham gia BHYT"
)

func TestProceduresAreFoundByWordsFieldAndCode(t *testing.T) {
	onBoth(t, func(t *testing.T, w world) {
		for wanted, want := range map[string]string{
			"khai sinh":                          birthName,
			"ĐĂNG KÝ KHAI SINH":                  birthName,
			"dang ky khai sinh":                  birthName,
			"Đăng ký khai sinh":                  birthName,
			norm.NFD.String("đăng ký khai sinh"): birthName,
			"sinh khai dang":                     birthName,
			"dang ky khai si":                    birthName,
			"1.001193":                           birthName,
			"1.00119":                            birthName,
			"ho tich khai sinh":                  birthName,
			"cccd duoi 14":                       cardName,
			"căn cước công dân":                  cardName,
			"CMND":                               cardName,
			"bảo hiểm y tế":                      bhytName,
			"BHYT":                               bhytName,
			"bhy":                                bhytName,
			"UBND cấp xã":                        "Giải quyết tranh chấp đất đai thuộc thẩm quyền của Chủ tịch Ủy ban nhân dân cấp xã",
			"đổi bằng lái xe":                    "Đổi giấy phép lái xe",
			"đăng ký hộ khẩu":                    "Đăng ký thường trú",
			"tra cuu so do":                      "Thông tin, tra cứu quy hoạch và tình trạng sổ đỏ",
			"sổ đỏ":                              "Cấp đổi Giấy chứng nhận quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất",
			"TTHC khai sinh":                     "Liên thông thủ tục hành chính về đăng ký khai sinh, đăng ký thường trú, cấp thẻ bảo hiểm y tế cho trẻ em dưới 6 tuổi",
			"đăng ký kinh doanh ":                "Dừng thực hiện thủ tục đăng ký hộ kinh doanh",
			"khai sinh % ' _":                    birthName,
		} {
			if names := w.find(t, wanted); !slices.Contains(names, want) {
				t.Errorf("%q finds %v, not %s", wanted, names, want)
			}
		}
	})
}

func TestNothingIsFoundByWhatIsNoWordOrNotThere(t *testing.T) {
	onBoth(t, func(t *testing.T, w world) {
		for _, wanted := range []string{
			"_", "%", "%%", `\`, "😀", "'; --", "khai sinh khong co tu nay", "kha sinh", "hai sinh", "x' OR '1'='1", "k_ai",
		} {
			c, err := w.Procedures(visitor(), &wanted, Filter{}, page.Args{})
			if err != nil || len(c.Nodes) != 0 {
				t.Fatalf("%q finds %v (%v)", wanted, namesOf(c.Nodes), err)
			}
			if n, err := c.TotalCount(visitor()); err != nil || n != 0 {
				t.Errorf("%q counts %d (%v)", wanted, n, err)
			}
		}
	})
}

func TestAnAbbreviationFindsTheSameAsWhatItStandsFor(t *testing.T) {
	onBoth(t, func(t *testing.T, w world) {
		for short, long := range map[string]string{"ubnd": "Ủy ban nhân dân", "BHXH": "bảo hiểm xã hội", "QSDĐ": "quyền sử dụng đất", "GPLX": "giấy phép lái xe"} {
			by, written := w.find(t, short), w.find(t, long)
			slices.Sort(by)
			slices.Sort(written)
			if len(by) == 0 || !slices.Equal(by, written) {
				t.Errorf("%s finds %v\n%s finds %v", short, by, long, written)
			}
		}
	})
}

func TestAPhraseIsNotFoundByItsSyllablesApart(t *testing.T) {
	onBoth(t, func(t *testing.T, w world) {
		for _, name := range w.find(t, "sổ đỏ") {
			if low := strings.ToLower(name); !strings.Contains(low, "quyền sử dụng đất") && !strings.Contains(low, "sổ đỏ") {
				t.Errorf("%s is about no land", name)
			}
		}
	})
}

func TestNamesThatBeginWithTheTextComeFirst(t *testing.T) {
	onBoth(t, func(t *testing.T, w world) {
		names := w.find(t, "đăng ký khai sinh")
		if len(names) < 4 || !strings.HasPrefix(names[0], "Thủ tục đăng ký khai sinh") && !strings.HasPrefix(names[0], "Đăng ký khai sinh") {
			t.Fatalf("found %v", names)
		}
		begins := func(name string) bool {
			return strings.HasPrefix(strings.TrimPrefix(strings.ToLower(name), "thủ tục "), "đăng ký khai sinh")
		}
		behind := false
		for _, name := range names {
			if begins(name) && behind {
				t.Errorf("%s stands behind names that do not begin so", name)
			}
			behind = behind || !begins(name)
		}
		if !behind {
			t.Errorf("%v: all begin so, the order shows nothing", names)
		}
	})
}

func TestPagesOfASearchMeetInBothDirections(t *testing.T) {
	onBoth(t, func(t *testing.T, w world) {
		for _, wanted := range []string{"đăng ký khai sinh", "khai sinh", ""} {
			size := 3
			if wanted == "" {
				size = 60
			}
			var forward, backward []string
			args := page.Args{First: &size}
			for {
				c := must[*page.Connection[*ent.Procedure]](t)(w.Procedures(visitor(), &wanted, Filter{}, args))
				forward = append(forward, namesOf(c.Nodes)...)
				if args.After = c.PageInfo.EndCursor; !c.PageInfo.HasNextPage {
					break
				}
			}
			args = page.Args{Last: &size}
			for {
				c := must[*page.Connection[*ent.Procedure]](t)(w.Procedures(visitor(), &wanted, Filter{}, args))
				backward = append(namesOf(c.Nodes), backward...)
				if args.Before = c.PageInfo.StartCursor; !c.PageInfo.HasPreviousPage {
					break
				}
			}
			if len(forward) < 2*size || !slices.Equal(forward, backward) || wanted != "" && !slices.Equal(forward, w.find(t, wanted)) {
				t.Errorf("%q\nforward %v\nbackward %v", wanted, forward, backward)
			}
			between := page.Args{First: &size, After: args.Before, Before: args.Before}
			if c, err := w.Procedures(visitor(), &wanted, Filter{}, between); err != nil || len(c.Nodes) != 0 {
				t.Errorf("between a cursor and itself there are %d rows (%v)", len(c.Nodes), err)
			}
		}
		if _, err := w.Procedures(visitor(), nil, Filter{}, page.Args{After: ptr("units")}); !fault.HasKey(err, "BAD_CURSOR") {
			t.Errorf("a cursor that is none: %v", err)
		}
	})
}

func TestASearchTextHasABound(t *testing.T) {
	onBoth(t, func(t *testing.T, w world) {
		for wanted, key := range map[string]fault.Key{
			strings.Repeat("khai sinh ", 30): "TOO_LONG", strings.Repeat("ế", 201): "TOO_LONG",
			strings.Repeat("a b ", 50): "", strings.Repeat(norm.NFD.String("ế"), 200): "",
		} {
			if _, err := w.Procedures(visitor(), &wanted, Filter{}, page.Args{}); key != "" && !fault.HasKey(err, key) || key == "" && err != nil {
				t.Errorf("%d bytes: %v, want %q", len(wanted), err, key)
			}
		}
	})
}

func TestASearchCanBeNarrowed(t *testing.T) {
	onBoth(t, func(t *testing.T, w world) {
		full := procedureversion.ServiceLevelFULL
		for name, c := range map[string]struct {
			text string
			only Filter
			want int
		}{
			"a group":                    {"", Filter{Group: ptr("civil_status")}, 34},
			"who carries it out":         {"", Filter{AuthorityLevel: ptr("tax_office")}, 8},
			"a level":                    {"", Filter{ServiceLevel: &full}, 13},
			"a level and a word":         {"tam tru", Filter{ServiceLevel: &full}, 0},
			"a group nobody knows":       {"", Filter{Group: ptr("%")}, 0},
			"a group and who and a word": {"khai sinh", Filter{Group: ptr("civil_status"), AuthorityLevel: ptr("commune")}, -1},
		} {
			found := must[*page.Connection[*ent.Procedure]](t)(w.Procedures(visitor(), &c.text, c.only, page.Args{First: ptr(100)}))
			n := must[int](t)(found.TotalCount(visitor()))
			if n != len(found.Nodes) || c.want >= 0 && c.want != n && name != "a level and a word" || c.want < 0 && n == 0 {
				t.Errorf("%s: %d rows, %d counted, want %d", name, len(found.Nodes), n, c.want)
			}
			for _, p := range found.Nodes {
				if c.only.ServiceLevel == nil {
					continue
				}
				if v := must[*ent.ProcedureVersion](t)(w.Version(visitor(), p, nil)); v.ServiceLevel != full {
					t.Errorf("%s is %s", p.Name, v.ServiceLevel)
				}
			}
		}
	})
}

func TestASearchIsOneStatementAndAProcedureByIdNone(t *testing.T) {
	onBoth(t, func(t *testing.T, w world) {
		p := w.coded(t, birth)
		ctx, counted := store.CountStatements(visitor())
		must[*page.Connection[*ent.Procedure]](t)(w.Procedures(ctx, ptr("UBND xã"), Filter{}, page.Args{}))
		if counted.Statements() != 1 {
			t.Errorf("a search is %d statements", counted.Statements())
		}
		must[*ent.Procedure](t)(w.Procedure(ctx, p.ID))
		if counted.Statements() != 1 {
			t.Errorf("with a procedure by id it is %d statements", counted.Statements())
		}
	})
}

func TestAnotherListOfAbbreviationsIsTakenUpAtTheNextStart(t *testing.T) {
	onBoth(t, func(t *testing.T, w world) {
		p := w.coded(t, birth)
		err := store.Do(system(), w.store, func(ctx context.Context, tx *store.Tx) error {
			if _, err := tx.ProcedureWord.Delete().Exec(ctx); err != nil {
				return err
			}
			return tx.Procedure.UpdateOneID(p.ID).SetSearchFolded("of before").Exec(ctx)
		})
		if err != nil || len(w.find(t, "khai sinh")) != 0 {
			t.Fatal("the words are still there", err)
		}
		if err := w.Ensure(t.Context()); err != nil || !slices.Equal(w.find(t, "khai sinh"), []string{birthName}) {
			t.Errorf("found %v (%v)", w.find(t, "khai sinh"), err)
		}
	})
}

func TestTheAbbreviationsSayWhereTheyComeFrom(t *testing.T) {
	if known, err := meanings(); err != nil || len(known) < 10 {
		t.Fatalf("%d meanings (%v)", len(known), err)
	}
	for name, file := range map[string]string{
		"no source":    "meaning,phrase,source,confidence\nủy ban nhân dân,UBND,,sure\n",
		"the same":     "meaning,phrase,source,confidence\nủy ban nhân dân,UBND,a,b\nỦy ban nhân dân,ubnd,a,b\n",
		"itself":       "meaning,phrase,source,confidence\nubnd,UBND,a,b\n",
		"no phrase":    "meaning,phrase,source,confidence\nubnd,,a,b\n",
		"other header": "a,b\nubnd,UBND\n",
	} {
		if _, err := parseMeanings([]byte(file)); err == nil {
			t.Errorf("%s is accepted", name)
		}
	}
}

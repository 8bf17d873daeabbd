package text_test

import (
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"gandan/internal/text"
)

func TestClean(t *testing.T) {
	for name, c := range map[string]struct{ in, want string }{
		"composed Vietnamese stays as it is":             {"Phường Hà Đông", "Phường Hà Đông"},
		"decomposed Vietnamese becomes composed":         {norm.NFD.String("Phường Nghĩa Đô"), "Phường Nghĩa Đô"},
		"surrounding white space goes":                   {" \t\n xin chào \u00a0\n", "xin chào"},
		"inner line ends stay":                           {"một\n\nhai", "một\n\nhai"},
		"Windows line ends become plain ones":            {"một\r\nhai", "một\nhai"},
		"a Unicode line separator becomes a line end":    {"một\u2028hai", "một\nhai"},
		"a run of control characters becomes one space":  {"a\t\x00\x07\u0085b", "a b"},
		"an unbreakable space becomes a plain one":       {"Hà\u00a0Nội", "Hà Nội"},
		"zero-width spaces go":                           {"Hà\u200b\ufeff Nội", "Hà Nội"},
		"bidi overrides go":                              {"\u202eabc\u202c\u2066d\u2069", "abcd"},
		"a name of blanks is empty":                      {"\u3164\u2800\u200b\u115f", ""},
		"a mark parted from its letter joins it":         {"e\u200b\u0302", "ê"},
		"the joiner inside an emoji stays":               {"👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"},
		"the joiner of a coloured rainbow flag stays":    {"🏳\ufe0f\u200d🌈", "🏳\ufe0f\u200d🌈"},
		"the joiner of an emoji with a skin tone stays":  {"👩🏽\u200d🌾", "👩🏽\u200d🌾"},
		"a joiner between letters goes":                  {"a\u200db", "ab"},
		"a joiner after an emoji and before a word goes": {"👍\u200dxin", "👍xin"},
		"doubled joiners leave one":                      {"👨\u200d\u200d👩", "👨\u200d👩"},
		"broken UTF-8 goes":                              {"a\xff\xc3b", "ab"},
		"private-use characters go":                      {"a\ue000b", "ab"},
		"an empty text stays empty":                      {"", ""},
	} {
		t.Run(name, func(t *testing.T) {
			if got := text.Clean(c.in); got != c.want {
				t.Errorf("Clean(%q) = %q, want %q", c.in, got, c.want)
			}
		})
	}
}

func TestCleanReadsALongTextOnce(t *testing.T) {
	long := "👨" + strings.Repeat("\u200d", 1<<20)
	start := time.Now()
	if got := text.Clean(long); got != "👨" {
		t.Fatalf("%d characters are left", utf8.RuneCountInString(got))
	}
	if took := time.Since(start); took > 5*time.Second {
		t.Errorf("a million joiners took %s", took)
	}
}

func TestFold(t *testing.T) {
	for name, c := range map[string]struct{ in, want string }{
		"marks go and đ is d":                     {"Hà Đông", "ha dong"},
		"capitals with marks fold":                {"ĐƯỜNG ỨNG HÒA", "duong ung hoa"},
		"every vowel of Vietnamese folds":         {"ăâêôơư ắằẳẵặ ấầẩẫậ ếềểễệ ốồổỗộ ớờởỡợ ứừửữự", "aaeoou aaaaa aaaaa eeeee ooooo ooooo uuuuu"},
		"decomposed folds like composed":          {norm.NFD.String("Phường Nghĩa Đô"), "phuong nghia do"},
		"the Icelandic letter stands for đ":       {"Ðông", "dong"},
		"punctuation becomes one space":           {"Văn Miếu - Quốc Tử Giám", "van mieu quoc tu giam"},
		"a code is cut at its point":              {"1.001193", "1 001193"},
		"outer punctuation leaves no space":       {"(Hộ tịch)", "ho tich"},
		"zero-width characters do not part words": {"Hà\u200bĐông", "hadong"},
		"an emoji is not searched":                {"tốt 👍🏽 lắm", "tot lam"},
		"full-width letters are letters":          {"ＨＡ", "ha"},
		"nothing but signs is empty":              {" -–… ", ""},
	} {
		t.Run(name, func(t *testing.T) {
			if got := text.Fold(c.in); got != c.want {
				t.Errorf("Fold(%q) = %q, want %q", c.in, got, c.want)
			}
		})
	}
}

func TestLength(t *testing.T) {
	for name, c := range map[string]struct {
		in   string
		want int
	}{
		"a composed word":        {"tiếng", 5},
		"the word decomposed":    {norm.NFD.String("tiếng"), 5},
		"nothing":                {"", 0},
		"an emoji":               {"👍", 1},
		"an emoji of five parts": {"👨\u200d👩\u200d👧", 5},
	} {
		t.Run(name, func(t *testing.T) {
			if got := text.Length(c.in); got != c.want {
				t.Errorf("Length(%q) = %d, want %d", c.in, got, c.want)
			}
		})
	}
}

func TestBetweenIncludesBothEnds(t *testing.T) {
	for s, want := range map[string]bool{"ba": false, "bốn": true, "năm chữ": true, "năm chữ!": false} {
		if got := text.Between(s, 3, 7); got != want {
			t.Errorf("Between(%q, 3, 7) = %v, want %v", s, got, want)
		}
	}
}

func seed(f *testing.F) {
	f.Helper()
	for _, s := range []string{"", "Hà Đông", norm.NFD.String("Ứng Hòa"), "👨\u200d👩\u200d👧 ok", "a\u200db\x00\r\n", "\xff\xfe", "İstanbul ϴ ﬁ", "e\u200b\u0302"} {
		f.Add(s)
	}
}

func FuzzClean(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, s string) {
		got := text.Clean(s)
		switch {
		case !utf8.ValidString(got) || !norm.NFC.IsNormalString(got):
			t.Errorf("Clean(%q) = %q is not NFC", s, got)
		case strings.TrimSpace(got) != got:
			t.Errorf("Clean(%q) = %q is not trimmed", s, got)
		case text.Clean(got) != got:
			t.Errorf("Clean is not stable: %q, then %q", got, text.Clean(got))
		case strings.ContainsFunc(got, func(r rune) bool { return unicode.IsControl(r) && r != '\n' }):
			t.Errorf("Clean(%q) = %q keeps a control character", s, got)
		}
	})
}

func FuzzFold(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, s string) {
		got := text.Fold(s)
		if again := text.Fold(got); again != got {
			t.Errorf("Fold is not stable: %q, then %q", got, again)
		}
		if utf8.ValidString(s) && text.Fold(norm.NFD.String(s)) != text.Fold(norm.NFC.String(s)) {
			t.Errorf("Fold(%q) differs between NFD and NFC", s)
		}
		if strings.Contains(got, "  ") || strings.TrimSpace(got) != got {
			t.Errorf("Fold(%q) = %q has loose spaces", s, got)
		}
	})
}

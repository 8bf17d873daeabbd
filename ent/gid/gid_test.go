package gid_test

import (
	"bytes"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"gandan/ent/gid"
)

func TestAnIDComesBackFromItsText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		at := time.UnixMilli(rapid.Int64Range(0, 1<<47).Draw(t, "ms")).UTC()
		kind := rapid.SampledFrom([]gid.Kind{gid.Unit, gid.HelpRequest, gid.Question, gid.UnitSuccession}).Draw(t, "kind")
		v := gid.Make(kind, at, rapid.Uint32Range(0, 1<<18-1).Draw(t, "counter"), [6]byte{1, 2, 3})
		back, err := gid.Parse(v.String())
		if err != nil || back != v || back.Kind() != kind || !back.Time().Equal(at) {
			t.Fatalf("%s came back as %s (%v)", v, back, err)
		}
	})
}

func TestIDsOfAKindSortInTheOrderTheyWereMade(t *testing.T) {
	at := time.UnixMilli(1_700_000_000_000)
	var made [][]byte
	for counter := range uint32(1 << 15) {
		v := gid.Make(gid.Vote, at, counter, [6]byte{0xff - byte(counter)})
		made = append(made, v[:])
	}
	next := gid.Make(gid.Vote, at.Add(time.Millisecond), 0, [6]byte{})
	if made = append(made, next[:]); !slices.IsSortedFunc(made, bytes.Compare) {
		t.Fatal("ids are out of order")
	}
}

func TestWhatIsNoIDOfOursIsRefused(t *testing.T) {
	for name, text := range map[string]string{
		"nothing":                    "",
		"a number":                   "17",
		"a random UUID":              "3f2504e0-4f89-41d3-9a0c-0305e82c3301",
		"a UUIDv7 of another system": "018f4b2e-1c2d-7fff-8000-000000000000",
		"a kind that does not exist": "019cac2a-9dc0-7000-8000-000000000000",
		"braces":                     "{019cac2a-9dc0-7146-86b2-000000000000}",
		"no dashes":                  "019cac2a9dc0714686b2000000000000",
		"a URN":                      "urn:uuid:019cac2a-9dc0-7146-86b2-000000000000",
		"a wrong variant":            "019cac2a-9dc0-7146-c6b2-000000000000",
		"text":                       "' OR 1=1 -- aaaaaaaaaaaaaaaaaaaaaaaaa",
	} {
		if v, err := gid.Parse(text); err == nil {
			t.Errorf("%s was read as %s", name, v)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add("019cac2a-9dc0-7146-86b2-000000000000")
	f.Fuzz(func(t *testing.T, text string) {
		if v, err := gid.Parse(text); err == nil && v.Kind().String() == "" {
			t.Fatalf("%q has no kind", text)
		}
	})
}

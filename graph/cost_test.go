package graph

import (
	"encoding/json"
	"math"
	"testing"
)

func TestCost(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		vars map[string]any
		want int
	}{
		"scalars are free":                             {text: `{word}`, want: 0},
		"an object is one point":                       {text: `{me{id name}}`, want: 1},
		"objects add up":                               {text: `{me{team{lead{id}}}}`, want: 3},
		"a connection costs its page":                  {text: `{people(first:7){nodes{id}}}`, want: 1 + 7},
		"what stands beside the nodes is not repeated": {text: `{people(first:7){nodes{id} page{next} total}}`, want: 1 + 7 + 1},
		"an edge and its node are two":                 {text: `{people(first:7){edges{cursor node{id}}}}`, want: 1 + 7*2},
		"last counts as first does":                    {text: `{people(last:7){nodes{id}}}`, want: 1 + 7},
		"the larger of both counts":                    {text: `{people(first:2,last:7){nodes{id}}}`, want: 1 + 7},
		"without a size it is the page that is sent":   {text: `{people{nodes{id}}}`, want: 1 + 20},
		"null is no size":                              {text: `{people(first:null){nodes{id}}}`, want: 1 + 20},
		"a default of the schema counts":               {text: `{shelf{nodes{id}}}`, want: 1 + 50},
		"a variable counts":                            {text: `query($n:Int){people(first:$n){nodes{id}}}`, vars: map[string]any{"n": int64(9)}, want: 1 + 9},
		"a variable as it came from JSON counts":       {text: `query($n:Int){people(first:$n){nodes{id}}}`, vars: map[string]any{"n": json.Number("9")}, want: 1 + 9},
		"a variable written as text counts":            {text: `query($n:Int){people(first:$n){nodes{id}}}`, vars: map[string]any{"n": "9"}, want: 1 + 9},
		"the default of a variable counts":             {text: `query($n:Int=9){people(first:$n){nodes{id}}}`, want: 1 + 9},
		"an absent variable is no size":                {text: `query($n:Int){people(first:$n){nodes{id}}}`, want: 1 + 20},
		"a negative size makes nothing cheaper":        {text: `{people(first:-50){nodes{id}}}`, want: 1 + 1},
		"a plain list costs ten":                       {text: `{team{tags{id}}}`, want: 1 + 10},
		"a bounded list costs its bound":               {text: `{team{badges{id}}}`, want: 1 + 30},
		"nesting multiplies":                           {text: `{people(first:3){nodes{friends(first:4){nodes{id}}}}}`, want: 1 + 3*(1+1+4)},
		"a fragment costs what it holds":               {text: `{people(first:3){...F}} fragment F on People{nodes{id}}`, want: 1 + 3},
		"the same fragment costs by where it stands":   {text: `{a:people(first:3){...F} b:people(first:5){...F}} fragment F on People{nodes{id}}`, want: 2 + 3 + 5},
		"alternatives add up":                          {text: `{found{...on Team{lead{id}} ...on Person{team{id}}}}`, want: 10 * (1 + 2)},
		"a mutation costs ten more a field":            {text: `mutation{a:change{person{id}} b:change{person{id}}}`, want: 2*10 + 4},
		"a subscription costs ten more":                {text: `subscription{watched{id}}`, want: 10 + 1},
		"the schema costs fifty":                       {text: `{__schema{types{name fields{name}}}}`, want: 50},
	} {
		t.Run(name, func(t *testing.T) {
			doc := document(t, c.text)
			if got := operationCost(DefaultLimits(), doc, doc.Operations[0], c.vars); got != c.want {
				t.Errorf("got %d, want %d", got, c.want)
			}
		})
	}
}

func TestACostThatOverflowsIsOverTheLimit(t *testing.T) {
	text := `{people(first:2000000000){nodes{friends(first:2000000000){nodes{friends(first:2000000000){nodes{id}}}}}}}`
	doc, l := document(t, text), DefaultLimits()
	if got := operationCost(l, doc, doc.Operations[0], nil); got <= l.Cost {
		t.Errorf("got %d", got)
	}
}

func TestASizeThatIsNoNumberCostsTheMost(t *testing.T) {
	for _, v := range []any{"many", json.Number("1e9"), []any{1}, true} {
		if got := sizeOf(v); got != math.MaxInt {
			t.Errorf("%v: got %d", v, got)
		}
	}
}

func TestSumsSaturate(t *testing.T) {
	if add(math.MaxInt, 1) != math.MaxInt || times(math.MaxInt/2, 3) != math.MaxInt || times(0, 5) != 0 {
		t.Error("an integer overflowed")
	}
}

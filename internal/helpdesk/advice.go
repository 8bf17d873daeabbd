package helpdesk

import (
	"context"

	"gandan/internal/access"
	"gandan/internal/fault"
)

// Advice is one thing that whoever asks for help should know.
type Advice struct {
	Key  string
	Text string // in the language of the caller
}

// advice are the keys, in the order in which an app shows them (rights_care.csv, "ID card pictures, account, OTP" and "help
// session consent").
func advice() []fault.Key {
	return []fault.Key{"ADVICE_NO_PICTURES", "ADVICE_NO_NUMBERS", "ADVICE_NO_PASSWORDS", "ADVICE_BRING_PAPERS", "ADVICE_WHY"}
}

// HelpAdvice is what not to send, what to bring instead, and why: there is no field for pictures of identity papers, by design.
func HelpAdvice(ctx context.Context) []*Advice {
	out := make([]*Advice, len(advice()))
	for i, key := range advice() {
		out[i] = &Advice{string(key), fault.Message(key, access.RequestFrom(ctx).Language, nil)}
	}
	return out
}

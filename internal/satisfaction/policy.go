package satisfaction

import "time"

// Step is how many answers it takes to move the numbers that are shown; fewer are never shown (rights_care.csv).
const Step = 10

// Policy is what an operator may set.
type Policy struct {
	Window time.Duration // from the end of a conference until it can be rated no more
}

// StandardPolicy gives 30 days: those who took part have read the conclusion by then, which is due within 10.
func StandardPolicy() Policy { return Policy{Window: 30 * 24 * time.Hour} }

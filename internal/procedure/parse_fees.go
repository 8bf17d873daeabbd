package procedure

import (
	"io"
	"strconv"
)

// FeeRow is what a procedure costs in a place, as a file describes it: for each of the channels the same.
type FeeRow struct {
	Period
	Line       int
	Code       string
	UnitCode   string // empty = everywhere
	Channels   []string
	Amount     int64 // đồng
	Note       string
	Source     string
	Confidence string
}

// maxAmount is more than any fee of an office, in đồng: who passes it typed a digit too many.
const maxAmount = 1_000_000_000

var feeColumns = []string{"code", "unit_code", "channels", "valid_from", "amount_vnd", "source", "confidence"}

// ParseFees reads a file for `gandan import fees`. The error is Problems and names everything wrong with it.
func ParseFees(r io.Reader) ([]FeeRow, error) {
	lines := map[string]int{}
	rows, _, problems := rowsOf(r, feeColumns, func(c cells) FeeRow {
		row := FeeRow{
			Line: c.Line, Code: c.Code("code", maxCode, true), UnitCode: c.Code("unit_code", maxCode, false),
			Channels: c.channels("channels"), Period: c.period(), Amount: c.amount("amount_vnd"), Note: c.Short("note", maxText),
			Source: c.Must("source", maxNote), Confidence: c.Must("confidence", maxNote),
		}
		if c.Get("channels") == "" {
			c.Wrong("channels", "is empty; write for which ways the fee holds: online, postal, direct, with | between them")
		}
		for _, channel := range row.Channels {
			c.once(lines, "code", row.Code, "in", row.UnitCode, channel, "from", row.ValidFrom)
		}
		return row
	})
	return rows, problems.Err()
}

func (c cells) amount(column string) int64 {
	n, err := strconv.ParseInt(c.Get(column), 10, 64)
	if err != nil || n < 0 || n > maxAmount {
		c.Wrong(column, "%q must be an amount in đồng without points, 0 to %d", c.Get(column), maxAmount)
	}
	return n
}

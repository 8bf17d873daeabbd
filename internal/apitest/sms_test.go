package apitest_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"regexp"
	"testing"
)

var sixDigits = regexp.MustCompile(`\d{6}`)

// readSMS names the codes that were sent since the last step: {{code of +84…}}, and {{wrong code of +84…}}, which is another.
func (w *world) readSMS(t *testing.T) {
	t.Helper()
	lines := bufio.NewScanner(bytes.NewReader(w.sms.Bytes()))
	for lines.Scan() {
		var sms struct{ To, Text string }
		if err := json.Unmarshal(lines.Bytes(), &sms); err != nil {
			t.Fatalf("the SMS %q is no JSON: %v", lines.Text(), err)
		}
		code := sixDigits.FindString(sms.Text)
		if code == "" {
			t.Fatalf("no code in %q", sms.Text)
		}
		w.named["code of "+sms.To], w.named["wrong code of "+sms.To] = code, otherThan(code)
	}
	w.sms.Reset()
}

// otherThan is the code with another first digit.
func otherThan(code string) string {
	return string('0'+(code[0]-'0'+1)%10) + code[1:]
}

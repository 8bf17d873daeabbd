package identity

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"sync"
)

// Sender brings a text to a phone. An error means that it very likely did not arrive.
type Sender interface {
	Send(ctx context.Context, to, text string) error
}

// LogSender writes a JSON line instead of sending: for development only.
type LogSender struct {
	mu  sync.Mutex
	out io.Writer
}

// NewLogSender writes to out.
func NewLogSender(out io.Writer) *LogSender { return &LogSender{out: out} }

// Send writes {"msg":"sms","to":…,"text":…}.
func (l *LogSender) Send(_ context.Context, to, text string) error {
	line, err := json.Marshal(struct {
		Msg  string `json:"msg"`
		To   string `json:"to"`
		Text string `json:"text"`
	}{"sms", to, text})
	if err != nil {
		return err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	_, err = l.out.Write(append(line, '\n'))
	return err
}

func (l *LogSender) checkProduction() error {
	return errors.New("identity: the log sender shows every code to whoever reads the log; production needs the webhook sender")
}

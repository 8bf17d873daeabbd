package conference

import (
	"bytes"
	"context"
	_ "embed"
	"slices"
	"strings"
	"sync"

	"gandan/ent"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/text"
)

// The public list of topics. It is our own choice, not that of a law: short, neutral, and in the words of a ward office. A code
// never changes, since rows carry it; a new line is a new topic.
//
//go:embed topics.csv
var topicsFile []byte

// Topic is what a question is about, of the public list.
type Topic struct {
	Code   string
	vi, en string
}

var topics = sync.OnceValue(func() []*Topic {
	table, problems := text.ReadTable(bytes.NewReader(topicsFile))
	if err := problems.Err(); err != nil {
		panic(err) // the file is part of the program; a test reads it
	}
	list := make([]*Topic, len(table.Rows))
	for i, row := range table.Rows {
		list[i] = &Topic{Code: row.Get("code"), vi: row.Get("vi"), en: row.Get("en")}
	}
	return list
})

// Name is the name of the topic in the language of the request.
func (t *Topic) Name(ctx context.Context) string {
	if tag, _, _ := strings.Cut(strings.ToLower(access.RequestFrom(ctx).Language), "-"); tag == "en" {
		return t.en
	}
	return t.vi
}

// Topics is the public list, in its order.
func (s *Service) Topics() []*Topic { return topics() }

// TopicOf is the topic of the question, nil when it has none.
func (s *Service) TopicOf(q *ent.Question) *Topic {
	if q.Topic == nil {
		return nil
	}
	return topicOf(*q.Topic)
}

func topicOf(code string) *Topic {
	if i := slices.IndexFunc(topics(), func(t *Topic) bool { return t.Code == code }); i >= 0 {
		return topics()[i]
	}
	return nil
}

// knownTopic refuses a code that is not of the list: BAD_USER_INPUT at the field with key UNKNOWN_TOPIC.
func knownTopic(field string, code *string) error {
	if code != nil && topicOf(*code) == nil {
		return fault.Bad(field, "UNKNOWN_TOPIC")
	}
	return nil
}

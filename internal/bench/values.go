package bench

import (
	"fmt"
	"strings"

	"gandan/ent/conference"
)

// grant is a role of a person.
type grant struct {
	who int
	held
}

// phone is the number of the i-th citizen: the prefix was withdrawn, so it reaches nobody.
func phone(i int) string { return fmt.Sprintf("+841%08d", 10_000_000+i) }

// codeLetters are those of the helpdesk; a code here is the position of the request, scattered so that two neighbours differ.
const codeLetters = "23456789CHKMQRTVXY"

func code(i int) string {
	const all, factor = 18 * 18 * 18 * 18 * 18 * 18 * 18 * 18, 7_919_000_017 // the factor shares no divisor with 18, so no two codes meet
	n := i * factor % all
	var b strings.Builder
	for range 8 {
		b.WriteByte(codeLetters[n%18])
		n /= 18
	}
	return b.String()
}

func (m *meeting) kind() string {
	if len(m.topic)%5 == 0 {
		return string(conference.KindSOCIAL_CRITICISM)
	}
	return string(conference.KindDIALOGUE)
}

func (m *meeting) moderation() string {
	if m.first {
		return string(conference.ModerationBEFORE_PUBLICATION)
	}
	return string(conference.ModerationAFTER_PUBLICATION)
}

func (m *meeting) conclusion() any {
	if m.concluded.IsZero() {
		return nil
	}
	return "Hội nghị ghi nhận các ý kiến của Nhân dân về " + m.topic + ". Các cơ quan được giao trả lời và thực hiện đúng hạn các cam kết đã nêu."
}

package notify

import "strings"

// Category is a group of facts that a person may want to hear of or not.
type Category string

// The groups, in the order in which an app shows them.
const (
	Questions    Category = "QUESTIONS"
	Conferences  Category = "CONFERENCES"
	Registration Category = "REGISTRATION"
	Commitments  Category = "COMMITMENTS"
	Criticism    Category = "CRITICISM"
	Help         Category = "HELP"
	Moderation   Category = "MODERATION"
	Account      Category = "ACCOUNT"
)

// Categories lists the groups.
func Categories() []Category {
	return []Category{Questions, Conferences, Registration, Commitments, Criticism, Help, Moderation, Account}
}

// CategoryOf is the group of a fact by its name. The longest beginning that is known decides; what nothing is known of is about
// conferences.
func CategoryOf(kind string) Category {
	for _, g := range []struct {
		beginning string
		category  Category
	}{
		{"conference.question_", Questions},
		{"conference.commitment_", Commitments},
		{"commitment.", Commitments},
		{"registration.", Registration},
		{"reception.", Registration}, // a place, as at a conference
		{"criticism.", Criticism},
		{"helpdesk.", Help},
		{"assistance.", Help},
		{"contact.", Help},
		{"team.", Help},
		{"moderation.", Moderation},
		{"identity.", Account},
	} {
		if strings.HasPrefix(kind, g.beginning) {
			return g.category
		}
	}
	return Conferences
}

// Fixed says that the group cannot be turned off: whoever does not hear that their account was touched cannot protect it, and
// a decision about somebody's words is owed to them with its reason.
func (c Category) Fixed() bool { return c == Account || c == Moderation }

// binding says that the fact is told whatever the person prefers: all of a fixed group, that somebody opened their phone
// number, and a seat that is offered for a limited time, which would lapse unheard.
func binding(kind string) bool {
	return CategoryOf(kind).Fixed() || kind == contactRevealed || strings.HasPrefix(kind, "registration.") && strings.Contains(kind, "offer")
}

package offline

import (
	"fmt"

	"gandan/ent/gid"
	"gandan/internal/event"
)

// loss is that a fact takes its subject from the phone of somebody.
type loss struct {
	account gid.ID
	reason  Reason
}

// leaves finds out from whom a fact takes its subject.
type leaves func(e event.Event) ([]loss, error)

// leaving are the facts that take something from a phone, by the names that the domains define: this package may not import
// them, its test may. The data of a fact name who held and who accompanied a request before it.
func leaving() map[string]leaves {
	return map[string]leaves{
		"helpdesk.request_released":      from(Released, "volunteerId", "companionId"),
		"helpdesk.request_released_idle": from(Released, "volunteerId", "companionId"),
		"helpdesk.assignment_declined":   from(Released, "volunteerId", "companionId"),
		"helpdesk.request_assigned":      from(Reassigned, "formerId", "companionId"),
		"helpdesk.companion_set":         formerCompanion,
		"helpdesk.request_resolved":      from(Done, "volunteerId", "companionId"),
		"helpdesk.request_referred":      from(Done, "volunteerId", "companionId"),
		"helpdesk.request_cancelled":     from(Cancelled, "volunteerId", "companionId"),
		"helpdesk.request_merged":        from(Merged, "volunteerId", "companionId"),

		"team.left":              from(Left, "account"),
		"team.signup_called_off": from(CalledOff, "account"),
	}
}

// from names the people under these names in the data of the fact; who is not there loses nothing.
func from(why Reason, names ...string) leaves {
	return func(e event.Event) ([]loss, error) {
		var lost []loss
		for _, name := range names {
			text, given := e.Data[name]
			if !given {
				continue
			}
			id, err := gid.Parse(text)
			if err != nil {
				return nil, fmt.Errorf("%s of %s: %w", name, e.Name, err)
			}
			lost = append(lost, loss{id, why})
		}
		return lost, nil
	}
}

// formerCompanion is who accompanied until now; naming the same person again takes nothing from them.
func formerCompanion(e event.Event) ([]loss, error) {
	if e.Data["companionId"] == e.Data["newCompanionId"] {
		return nil, nil
	}
	return from(Reassigned, "companionId")(e)
}

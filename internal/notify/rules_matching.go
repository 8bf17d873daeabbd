package notify

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/internal/event"
)

// matchingRules are the facts about who helps: whoever gets, gives, loses or accompanies a request is told, and so is who waits.
func matchingRules() map[string]rule {
	return map[string]rule{
		"helpdesk.request_assigned":      toHolderAndFormer,
		"helpdesk.assignment_accepted":   toCitizenAndAssigner,
		"helpdesk.assignment_declined":   toAssigner,
		"helpdesk.request_idle":          toIdleHolder,
		"helpdesk.request_released_idle": toAllOfTheRelease,
		"helpdesk.request_escalated":     toThoseInCharge,
		"helpdesk.time_agreed":           toWhoMeets,
		"helpdesk.companion_set":         toThePair,
	}
}

// toOne makes a line about the request for whoever the data of the fact name; nobody without them.
func toOne(r *ent.HelpRequest, e event.Event, name, words string, more map[string]string) ([]line, error) {
	who, err := idIn(e, name)
	if err != nil || who.IsZero() {
		return nil, err
	}
	return []line{aboutRequest(who, r, words, more)}, nil
}

func aboutRequest(who gid.ID, r *ent.HelpRequest, words string, more map[string]string) line {
	args := map[string]string{"number": r.Code}
	if words != "" {
		args[variant] = words
	}
	for name, value := range more {
		args[name] = value
	}
	return line{to: who, about: r.ID, args: args}
}

// several is one rule out of parts. Of several lines for one person the first is told.
func several(parts ...func(r *ent.HelpRequest, e event.Event) ([]line, error)) rule {
	return func(ctx context.Context, db *ent.Client, e event.Event) ([]line, error) {
		r, err := db.HelpRequest.Get(ctx, e.Subject)
		if err != nil {
			return nil, err
		}
		var all []line
		for _, part := range parts {
			lines, err := part(r, e)
			if err != nil {
				return nil, err
			}
			all = append(all, lines...)
		}
		return all, nil
	}
}

func citizenOf(r *ent.HelpRequest, _ event.Event) ([]line, error) {
	return []line{aboutRequest(r.CitizenID, r, "", nil)}, nil
}

func named(name, words string) func(*ent.HelpRequest, event.Event) ([]line, error) {
	return func(r *ent.HelpRequest, e event.Event) ([]line, error) { return toOne(r, e, name, words, nil) }
}

// leadsOf reads who is in charge out of the fact: the domain asked the teams, this package may not.
func leadsOf(words string) func(*ent.HelpRequest, event.Event) ([]line, error) {
	return func(r *ent.HelpRequest, e event.Event) (lines []line, err error) {
		for text := range strings.SplitSeq(e.Data["leadIds"], ",") {
			if text == "" {
				continue
			}
			who, err := gid.Parse(text)
			if err != nil {
				return nil, fmt.Errorf("leadIds of %s: %w", e.Name, err)
			}
			lines = append(lines, aboutRequest(who, r, words, nil))
		}
		return lines, nil
	}
}

var (
	toHolderAndFormer    = several(named("volunteerId", ""), named("formerId", "FORMER"), named("companionId", "COMPANION"))
	toCitizenAndAssigner = several(citizenOf, named("assignedById", "LEAD"))
	toAllOfTheRelease    = several(citizenOf, named("volunteerId", "VOLUNTEER"), named("companionId", "COMPANION"), leadsOf("LEAD"))
	toThePair            = several(pair)
)

// andCompanion tells besides who was to visit together with the holder.
func andCompanion(first rule) rule {
	return func(ctx context.Context, db *ent.Client, e event.Event) ([]line, error) {
		lines, err := first(ctx, db, e)
		if err != nil {
			return nil, err
		}
		more, err := several(named("companionId", "COMPANION"))(ctx, db, e)
		return append(lines, more...), err
	}
}

// toAssigner tells who gave the request why it came back, by the code of the reason.
func toAssigner(ctx context.Context, db *ent.Client, e event.Event) ([]line, error) {
	return several(named("assignedById", e.Data["reason"]))(ctx, db, e)
}

// toThoseInCharge tells of the level in words of its own.
func toThoseInCharge(ctx context.Context, db *ent.Client, e event.Event) ([]line, error) {
	return several(leadsOf("LEVEL"+e.Data["level"]))(ctx, db, e)
}

// toIdleHolder says until when the holder may do something.
func toIdleHolder(ctx context.Context, db *ent.Client, e event.Event) ([]line, error) {
	until, err := written(e, "releasedAt")
	if err != nil {
		return nil, err
	}
	return several(func(r *ent.HelpRequest, e event.Event) ([]line, error) {
		return toOne(r, e, "volunteerId", "", map[string]string{"until": until})
	})(ctx, db, e)
}

// toWhoMeets tells the citizen and the companion when.
func toWhoMeets(ctx context.Context, db *ent.Client, e event.Event) ([]line, error) {
	from, err := written(e, "agreedFrom")
	if err != nil {
		return nil, err
	}
	when := map[string]string{"start": from}
	return several(
		func(r *ent.HelpRequest, _ event.Event) ([]line, error) {
			return []line{aboutRequest(r.CitizenID, r, "", when)}, nil
		},
		func(r *ent.HelpRequest, e event.Event) ([]line, error) {
			return toOne(r, e, "companionId", "COMPANION", when)
		},
	)(ctx, db, e)
}

// pair tells the new companion and the holder, and who is the companion no more.
func pair(r *ent.HelpRequest, e event.Event) ([]line, error) {
	words := "HOLDER"
	if e.Data["newCompanionId"] == "" {
		words = "HOLDER_ALONE"
	}
	lines, err := toOne(r, e, "newCompanionId", "", nil)
	if err != nil {
		return nil, err
	}
	holder, err := toOne(r, e, "volunteerId", words, nil)
	if err != nil {
		return nil, err
	}
	former, err := toOne(r, e, "companionId", "FORMER", nil)
	return slices.Concat(lines, holder, former), err
}

// written is an instant out of the data of a fact as people read it.
func written(e event.Event, name string) (string, error) {
	t, err := time.Parse(time.RFC3339, e.Data[name])
	if err != nil {
		return "", fmt.Errorf("%s of %s: %w", name, e.Name, err)
	}
	return moment(t), nil
}

package notify

import (
	"context"
	"slices"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/internal/event"
)

// assistanceRules are the facts about logs of assistance and certificates. That a log waits for the word of the person helped is told
// with the request it resolved.
func assistanceRules() map[string]rule {
	return map[string]rule{
		"assistance.log_confirmed":         toLogger,
		"assistance.log_disputed":          toLoggerAndReviewers,
		"assistance.log_reviewed":          toLogger,
		"assistance.log_corrected":         toLogger,
		"assistance.certificate_requested": toCertifiers,
		"assistance.certificate_issued":    toCertified,
		"assistance.certificate_revoked":   toCertified,
	}
}

// toLogger tells the volunteer who wrote the log. It is about the request only as long as they hold it: the log is theirs.
func toLogger(ctx context.Context, db *ent.Client, e event.Event) ([]line, error) {
	volunteer, err := idIn(e, "volunteer")
	if err != nil || volunteer.IsZero() {
		return nil, err
	}
	args, err := ofLog(ctx, db, e)
	if err != nil {
		return nil, err
	}
	if e.Name == "assistance.log_reviewed" {
		args[variant] = e.Data["status"]
	}
	return []line{{to: volunteer, about: e.Subject, args: args}}, err
}

func ofLog(ctx context.Context, db *ent.Client, e event.Event) (map[string]string, error) {
	request, err := idIn(e, "request")
	if err != nil {
		return nil, err
	}
	r, err := db.HelpRequest.Get(ctx, request)
	if err != nil {
		return nil, err
	}
	return map[string]string{"number": r.Code}, nil
}

// toLoggerAndReviewers tells of a dispute who must do something about it: the leads of the unit's teams and its admins.
func toLoggerAndReviewers(ctx context.Context, db *ent.Client, e event.Event) ([]line, error) {
	all, err := toLogger(ctx, db, e)
	if err != nil {
		return nil, err
	}
	args, err := ofLog(ctx, db, e)
	if err != nil {
		return nil, err
	}
	args[variant] = "ADMIN"
	path, err := pathOf(ctx, db, e)
	if err != nil {
		return nil, err
	}
	leads, err := leadsAt(ctx, db, path, e.At)
	if err != nil {
		return nil, err
	}
	admins, err := adminsAt(ctx, db, path)
	return slices.Concat(all, lines(leads, e.Subject, args), lines(admins, e.Subject, args)), err
}

// adminsOf lists who runs the unit that the fact names, or the nearest one above that anybody runs.
func adminsOf(ctx context.Context, db *ent.Client, e event.Event) ([]gid.ID, error) {
	path, err := pathOf(ctx, db, e)
	if err != nil {
		return nil, err
	}
	return adminsAt(ctx, db, path)
}

// pathOf is the path of the unit that the fact names.
func pathOf(ctx context.Context, db *ent.Client, e event.Event) (string, error) {
	id, err := idIn(e, "unit")
	if err != nil {
		return "", err
	}
	u, err := db.Unit.Get(ctx, id)
	if err != nil {
		return "", err
	}
	return u.Path, nil
}

func toCertified(ctx context.Context, db *ent.Client, e event.Event) ([]line, error) {
	volunteer, err := idIn(e, "volunteer")
	if err != nil {
		return nil, err
	}
	args, err := ofUnit(ctx, db, e)
	return []line{{to: volunteer, about: e.Subject, args: args}}, err
}

func toCertifiers(ctx context.Context, db *ent.Client, e event.Event) ([]line, error) {
	admins, err := adminsOf(ctx, db, e)
	if err != nil {
		return nil, err
	}
	args, err := ofUnit(ctx, db, e)
	return lines(admins, e.Subject, args), err
}

func ofUnit(ctx context.Context, db *ent.Client, e event.Event) (map[string]string, error) {
	unit, err := idIn(e, "unit")
	if err != nil {
		return nil, err
	}
	u, err := db.Unit.Get(ctx, unit)
	if err != nil {
		return nil, err
	}
	return map[string]string{"unit": u.Name}, nil
}

package notify

import (
	"context"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/rolegrant"
	"gandan/internal/event"
)

// assistanceRules are the facts about logs of assistance and certificates. That a log waits for the word of the person helped is told
// with the request it resolved.
func assistanceRules() map[string]rule {
	return map[string]rule{
		"assistance.log_confirmed":         toLogger,
		"assistance.log_disputed":          toLoggerAndAdmins,
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

// toLoggerAndAdmins tells of a dispute who must do something about it.
func toLoggerAndAdmins(ctx context.Context, db *ent.Client, e event.Event) ([]line, error) {
	lines, err := toLogger(ctx, db, e)
	if err != nil {
		return nil, err
	}
	args, err := ofLog(ctx, db, e)
	if err != nil {
		return nil, err
	}
	args[variant] = "ADMIN"
	admins, err := adminsOf(ctx, db, e)
	for _, to := range admins {
		lines = append(lines, line{to: to, about: e.Subject, args: args})
	}
	return lines, err
}

// adminsOf lists who runs the unit that the fact names.
func adminsOf(ctx context.Context, db *ent.Client, e event.Event) ([]gid.ID, error) {
	unit, err := idIn(e, "unit")
	if err != nil {
		return nil, err
	}
	grants, err := db.RoleGrant.Query().
		Where(rolegrant.UnitID(unit), rolegrant.RoleEQ(rolegrant.RoleADMIN), rolegrant.RevokedAtIsNil()).All(ctx)
	admins := make([]gid.ID, len(grants))
	for i, g := range grants {
		admins[i] = g.AccountID
	}
	return admins, err
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
	lines := make([]line, len(admins))
	for i, to := range admins {
		lines[i] = line{to: to, about: e.Subject, args: args}
	}
	return lines, err
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

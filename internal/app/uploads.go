package app

import (
	"log/slog"

	"gandan/internal/offline"
)

// uploads lets what was done without a signal be done by the verbs that do it with one.
func (a *App) uploads(log *slog.Logger) *offline.Uploads {
	return offline.NewUploads(a.Store, offline.Verbs{Helpdesk: a.Helpdesk, WalkIns: a.Assistance, Talks: a.Talks, Shifts: a.Teams}, log)
}

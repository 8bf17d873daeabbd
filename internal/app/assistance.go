package app

import (
	"context"
	"maps"
	"net/http"

	"gandan/internal/assistance"
	"gandan/internal/identity"
)

// assist builds what keeps the figures of help, and has the helpdesk tell it of each log.
func (a *App) assist(ctx context.Context, people *identity.Service, opts identity.Options) error {
	secret, err := subkey(opts.Secret, forCompletionCodes)
	if err != nil {
		return err
	}
	a.Assistance = assistance.New(a.Store, a.Territory, assistance.Desk{
		People: people, Logs: a.Helpdesk, Procedures: a.Catalogue, Leads: reviewers{teams: a.Teams, now: a.Store.Now}, Sender: opts.Sender, Rules: a.Policy, Secret: secret,
	}, assistance.DefaultPolicy())
	a.Helpdesk.Tell(a.Assistance)
	return a.Assistance.Adopt(ctx)
}

// pages are what anybody may read at an address of its own, without GraphQL.
func (a *App) pages() map[string]http.Handler {
	all := a.Seats.Calendars()
	maps.Copy(all, a.Assistance.Pages())
	return all
}

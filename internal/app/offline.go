package app

import "gandan/internal/offline"

// offline makes what phones without a signal are fed by.
func (a *App) offline(secret []byte) error {
	cursors, err := subkey(secret, forOfflineCursors)
	if err != nil {
		return err
	}
	a.Changes = offline.NewChanges(a.Store, a.Catalogue, cursors)
	return nil
}

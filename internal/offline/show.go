package offline

import (
	"context"

	"gandan/ent"
	"gandan/ent/assistancelog"
	"gandan/ent/gid"
	"gandan/ent/helprequest"
	"gandan/ent/requestmessage"
	"gandan/ent/shift"
	"gandan/ent/shiftsignup"
	"gandan/internal/access"
	"gandan/internal/store"
)

// show puts into the results how the things stand that the items are about, each kind of them read once for all.
func (u *Uploads) show(ctx context.Context, items []ItemInput, results []*ItemResult) error {
	if err := u.showRequests(ctx, items, results); err != nil {
		return store.Translate(err)
	}
	if err := u.showShifts(ctx, items, results); err != nil {
		return store.Translate(err)
	}
	if err := u.showLogs(ctx, results); err != nil {
		return store.Translate(err)
	}
	return store.Translate(u.showMessages(ctx, results))
}

// showRequests shows the requests that the person holds or finds in the queue, and of every other of their units how it stands,
// which is what a refusal says too.
func (u *Uploads) showRequests(ctx context.Context, items []ItemInput, results []*ItemResult) error {
	ids := idsOf(items, ItemInput.requestID)
	if len(ids) == 0 {
		return nil
	}
	read := func(purpose access.Action) (map[gid.ID]*ent.HelpRequest, error) {
		rows, err := u.store.Reader(ctx).HelpRequest.Query().Where(helprequest.IDIn(ids...)).All(access.For(ctx, purpose))
		return byID(rows, func(r *ent.HelpRequest) gid.ID { return r.ID }), err
	}
	known, err := read(access.ActOnRequest)
	if err != nil {
		return err
	}
	readable, err := read(access.BrowseQueue)
	if err != nil {
		return err
	}
	for i, in := range items {
		id, _ := in.requestID()
		if r := known[id]; r != nil {
			results[i].RequestStatus = &r.Status
		}
		results[i].HelpRequest = readable[id]
	}
	return nil
}

// showShifts shows the shifts and the person's newest sign-up for each.
func (u *Uploads) showShifts(ctx context.Context, items []ItemInput, results []*ItemResult) error {
	ids := idsOf(items, ItemInput.shiftID)
	if len(ids) == 0 {
		return nil
	}
	viewer, _ := access.From(ctx)
	rows, err := u.store.Reader(ctx).Shift.Query().Where(shift.IDIn(ids...)).All(ctx)
	if err != nil {
		return err
	}
	signed, err := u.store.Reader(ctx).ShiftSignup.Query().
		Where(shiftsignup.ShiftIDIn(ids...), shiftsignup.AccountID(viewer.ID)).Order(ent.Asc(shiftsignup.FieldID)).All(ctx)
	if err != nil {
		return err
	}
	shifts := byID(rows, func(r *ent.Shift) gid.ID { return r.ID })
	newest := byID(signed, func(r *ent.ShiftSignup) gid.ID { return r.ShiftID }) // the last one stays
	for i, in := range items {
		id, _ := in.shiftID()
		results[i].Shift, results[i].Signup = shifts[id], newest[id]
	}
	return nil
}

// showLogs shows the person's own logs, also of requests that have passed to somebody else.
func (u *Uploads) showLogs(ctx context.Context, results []*ItemResult) error {
	ids := objectsOf(results, gid.AssistanceLog)
	if len(ids) == 0 {
		return nil
	}
	viewer, _ := access.From(ctx)
	rows, err := u.store.Reader(ctx).AssistanceLog.Query().
		Where(assistancelog.IDIn(ids...), assistancelog.VolunteerID(viewer.ID)).All(asUploads(ctx))
	if err != nil {
		return err
	}
	logs := byID(rows, func(r *ent.AssistanceLog) gid.ID { return r.ID })
	for _, r := range results {
		r.Log = logs[r.object()]
	}
	return nil
}

// showMessages shows the messages whose thread the person may still read.
func (u *Uploads) showMessages(ctx context.Context, results []*ItemResult) error {
	ids := objectsOf(results, gid.RequestMessage)
	if len(ids) == 0 {
		return nil
	}
	rows, err := u.store.Reader(ctx).RequestMessage.Query().Where(requestmessage.IDIn(ids...)).All(ctx)
	if err != nil {
		return err
	}
	messages := byID(rows, func(r *ent.RequestMessage) gid.ID { return r.ID })
	for _, r := range results {
		r.Message = messages[r.object()]
	}
	return nil
}

// object is what the item made; zero without.
func (r *ItemResult) object() gid.ID {
	if r.receipt == nil || r.receipt.ObjectID == nil {
		return gid.Zero
	}
	return *r.receipt.ObjectID
}

// objectsOf are the objects of the kind that the items made.
func objectsOf(results []*ItemResult, kind gid.Kind) (ids []gid.ID) {
	for _, r := range results {
		if id := r.object(); !id.IsZero() && id.Kind() == kind {
			ids = append(ids, id)
		}
	}
	return ids
}

// idsOf are what the items are about, each once.
func idsOf(items []ItemInput, about func(ItemInput) (gid.ID, bool)) (ids []gid.ID) {
	seen := map[gid.ID]bool{}
	for _, in := range items {
		if id, is := about(in); is && !seen[id] {
			seen[id] = true
			ids = append(ids, id)
		}
	}
	return ids
}

func byID[T any](rows []T, of func(T) gid.ID) map[gid.ID]T {
	out := make(map[gid.ID]T, len(rows))
	for _, row := range rows {
		out[of(row)] = row
	}
	return out
}

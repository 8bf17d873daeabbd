package helpdesk

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"slices"

	"gandan/ent"
	"gandan/ent/assistancelog"
	"gandan/ent/gid"
	"gandan/ent/helprequest"
	"gandan/ent/requesthistory"
	"gandan/internal/access"
	"gandan/internal/page"
	"gandan/internal/store"
)

// MostHistory is how many transitions History gives.
const MostHistory = 100

// logsByTime is the order of the logs of a request; it has an index behind the request.
func logsByTime() page.Order {
	return page.Order{List: "assistance-logs", Column: assistancelog.FieldLoggedAt, Desc: true}
}

// Logs are the assistance logs of a request, newest first. The requests of one page are answered together.
// BAD_USER_INPUT with keys BAD_PAGE_SIZE and BAD_CURSOR.
func (s *Service) Logs(ctx context.Context, r *ent.HelpRequest, a page.Args) (*page.Connection[*ent.AssistanceLog], error) {
	order := logsByTime()
	w, err := a.Window(order.List)
	if err != nil {
		return nil, err
	}
	rows, err := page.Maybe(ctx, batchName("helpdesk.logs", a), r.ID, s.logsOf(w))
	if err != nil {
		return nil, err
	}
	count := func(ctx context.Context) (int, error) {
		n, err := s.store.Reader(ctx).AssistanceLog.Query().Where(assistancelog.HelpRequestID(r.ID)).Count(ctx)
		return n, store.Translate(err)
	}
	return page.New(w, order.List, rows, func(l *ent.AssistanceLog) page.Cursor { return page.AtTime(l.LoggedAt, l.ID) }, count), nil
}

// batchName keeps lists with different arguments apart: a batch shares one window.
func batchName(list string, a page.Args) string {
	return fmt.Sprint(list, deref(a.First), deref(a.After), deref(a.Last), deref(a.Before))
}

func deref[T any](p *T) any {
	if p == nil {
		return "-"
	}
	return fmt.Sprintf("%v/", *p)
}

// LastLog is the newest log of a request, nil without one. The requests of one page are answered by one statement.
func (s *Service) LastLog(ctx context.Context, r *ent.HelpRequest) (*ent.AssistanceLog, error) {
	rows, err := page.Maybe(ctx, "helpdesk.lastLog", r.ID, s.logsOf(page.Window{}))
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	return rows[0], nil
}

// logsOf reads one more log than the limit of the window for each request, in the order of the window.
func (s *Service) logsOf(w page.Window) func(context.Context, []gid.ID) (map[gid.ID][]*ent.AssistanceLog, error) {
	return func(ctx context.Context, requests []gid.ID) (map[gid.ID][]*ent.AssistanceLog, error) {
		first := page.Children{Table: assistancelog.Table, Parent: assistancelog.FieldHelpRequestID, Order: logsByTime(), Window: w}
		rows, err := s.store.Reader(ctx).AssistanceLog.Query().Where(first.Of(values(requests))).All(ctx)
		if err != nil {
			return nil, store.Translate(err)
		}
		slices.SortFunc(rows, func(a, b *ent.AssistanceLog) int {
			newerFirst := cmp.Or(b.LoggedAt.Compare(a.LoggedAt), bytes.Compare(b.ID[:], a.ID[:]))
			if w.Backward {
				return -newerFirst
			}
			return newerFirst
		})
		return group(rows, func(l *ent.AssistanceLog) gid.ID { return l.HelpRequestID }), nil
	}
}

// History are the latest transitions of a request, at most MostHistory, oldest first.
func (s *Service) History(ctx context.Context, r *ent.HelpRequest) ([]*ent.RequestHistory, error) {
	return page.Maybe(ctx, "helpdesk.history", r.ID, s.historyOf)
}

func (s *Service) historyOf(ctx context.Context, requests []gid.ID) (map[gid.ID][]*ent.RequestHistory, error) {
	latest := page.Children{
		Table: requesthistory.Table, Parent: requesthistory.FieldHelpRequestID,
		Order: page.Order{List: "history", Desc: true}, Window: page.Window{Limit: MostHistory - 1},
	}
	rows, err := s.store.Reader(ctx).RequestHistory.Query().Where(latest.Of(values(requests))).All(ctx)
	if err != nil {
		return nil, store.Translate(err)
	}
	slices.SortFunc(rows, func(a, b *ent.RequestHistory) int { return bytes.Compare(a.ID[:], b.ID[:]) })
	return group(rows, func(h *ent.RequestHistory) gid.ID { return h.HelpRequestID }), nil
}

// From is the status before a transition; nil for the first.
func From(h *ent.RequestHistory) *helprequest.Status {
	if h.FromStatus == "" {
		return nil
	}
	from := helprequest.Status(h.FromStatus)
	return &from
}

// To is the status after a transition.
func To(h *ent.RequestHistory) helprequest.Status { return helprequest.Status(h.ToStatus) }

// ByRole is the role in which a transition was made.
func ByRole(h *ent.RequestHistory) access.Role { return access.Role(h.ActorRole) }

func values(ids []gid.ID) []any {
	out := make([]any, len(ids))
	for i, id := range ids {
		out[i] = id
	}
	return out
}

// group sorts children to their parents and keeps their order.
func group[T any](rows []T, parent func(T) gid.ID) map[gid.ID][]T {
	out := map[gid.ID][]T{}
	for _, row := range rows {
		out[parent(row)] = append(out[parent(row)], row)
	}
	return out
}

package assistance

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"

	"github.com/google/uuid"

	"gandan/ent"
	"gandan/ent/assistancelog"
	"gandan/ent/gid"
	"gandan/ent/procedure"
	"gandan/ent/walkincount"
	"gandan/internal/access"
	"gandan/internal/calendar"
	"gandan/internal/fault"
	"gandan/internal/guard"
	"gandan/internal/page"
	"gandan/internal/store"
	"gandan/internal/text"
)

// WalkInRow is how many came for one group of procedures by one channel. Nil is not counted, which is not zero.
type WalkInRow struct {
	Group    *string
	Channel  assistancelog.Kind
	People   *int
	Dossiers *int
}

// RecordWalkInsInput are the counts of a day at a place.
type RecordWalkInsInput struct {
	ClientID *string
	UnitID   gid.ID
	Place    *string
	Day      calendar.Date
	Rows     []WalkInRow
}

// The bounds of a count, and of the name of a place.
const (
	mostCounted  = 10_000
	longestPlace = 100
)

// RecordWalkIns writes down how many people were guided and how many dossiers were helped on a day. A row for what the same person
// counted before, in the same place and group and by the same channel, takes its place from now on; what was written stays.
// The same ClientID again returns what is there.
//
// BAD_USER_INPUT with keys BAD_CLIENT_ID, TOO_LONG, NO_COUNTS, COUNT_RANGE, COUNTED_TWICE, UNKNOWN_GROUP, DAY_IN_FUTURE, DAY_TOO_LONG_AGO and
// UNKNOWN_UNIT; LIMIT_EXCEEDED with key TOO_MANY_COUNTS; FORBIDDEN; CONFLICT with key CLIENT_ID_REUSED.
func (s *Service) RecordWalkIns(ctx context.Context, in RecordWalkInsInput) ([]*ent.WalkInCount, error) {
	in, err := s.checkedCounts(in)
	if err != nil {
		return nil, err
	}
	return store.Write(ctx, s.store, func(ctx context.Context, tx *store.Tx) ([]*ent.WalkInCount, error) {
		if known, err := countedBefore(ctx, tx, in); known != nil || err != nil {
			return known, err
		}
		u, err := s.placeOf(tx, in)
		if err != nil {
			return nil, err
		}
		if err := knownGroups(ctx, tx, in.Rows); err != nil {
			return nil, err
		}
		return s.count(ctx, tx, u, in)
	})
}

func (s *Service) checkedCounts(in RecordWalkInsInput) (RecordWalkInsInput, error) {
	if in.ClientID != nil {
		u, err := uuid.Parse(*in.ClientID)
		if err != nil {
			return in, fault.Bad("input.clientId", "BAD_CLIENT_ID")
		}
		id := u.String()
		in.ClientID = &id
	}
	place := ""
	if in.Place != nil {
		place = text.Clean(*in.Place)
	}
	if in.Place = &place; text.Length(place) > longestPlace {
		return in, fault.Bad("input.place", "TOO_LONG").With("max", longestPlace)
	}
	if err := guard.Text(place, "input.place"); err != nil {
		return in, err
	}
	switch {
	case len(in.Rows) == 0:
		return in, fault.Bad("input.rows", "NO_COUNTS")
	case len(in.Rows) > s.policy.MostWalkInRows:
		return in, fault.New(fault.LimitExceeded, "TOO_MANY_COUNTS").At("input.rows").With("max", s.policy.MostWalkInRows)
	}
	return in, checkRows(in.Rows)
}

func checkRows(rows []WalkInRow) error {
	seen := map[string]bool{}
	for i, row := range rows {
		at := fmt.Sprintf("input.rows.%d", i)
		for name, n := range map[string]*int{"people": row.People, "dossiers": row.Dossiers} {
			if n != nil && (*n < 0 || *n > mostCounted) {
				return fault.Bad(at+"."+name, "COUNT_RANGE").With("max", mostCounted)
			}
		}
		key := row.group() + "\x00" + string(row.Channel)
		if seen[key] {
			return fault.Bad(at, "COUNTED_TWICE")
		}
		seen[key] = true
	}
	return nil
}

func (r WalkInRow) group() string {
	if r.Group == nil {
		return ""
	}
	return *r.Group
}

func (in RecordWalkInsInput) fingerprint() []byte {
	b, _ := json.Marshal([]any{in.UnitID, in.Place, in.Day, in.Rows}) //nolint:errchkjson // plain values only
	sum := sha256.Sum256(b)
	return sum[:]
}

// countedBefore are the rows that came with the same client id; nil without any.
func countedBefore(ctx context.Context, tx *store.Tx, in RecordWalkInsInput) ([]*ent.WalkInCount, error) {
	if in.ClientID == nil {
		return nil, nil
	}
	rows, err := tx.WalkInCount.Query().Where(walkincount.RecorderID(tx.Actor.ID), walkincount.ClientID(*in.ClientID)).
		Order(walkincount.ByID()).All(asSystem(ctx))
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	if !bytes.Equal(rows[0].ClientFingerprint, in.fingerprint()) {
		return nil, fault.New(fault.Conflict, "CLIENT_ID_REUSED").At("input.clientId")
	}
	return rows, nil
}

// placeOf holds who may count where, and for which days.
func (s *Service) placeOf(tx *store.Tx, in RecordWalkInsInput) (*ent.Unit, error) {
	u, err := s.territory.InForce(in.UnitID, "input.unitId")
	if err != nil {
		return nil, err
	}
	if !access.Can(tx.Actor, access.RecordWalkIns, access.Object{Path: u.Path}) {
		return nil, fault.New(fault.Forbidden, "FORBIDDEN")
	}
	today, days := calendar.Today(tx.Now), s.days(walkInDaysKey, u.Path, tx.Now, s.policy.WalkInDays)
	switch {
	case in.Day.After(today):
		return nil, fault.Bad("input.day", "DAY_IN_FUTURE")
	case in.Day.Before(today.AddDays(-days)):
		return nil, fault.Bad("input.day", "DAY_TOO_LONG_AGO").With("days", days)
	}
	return u, nil
}

// knownGroups refuses a group that no procedure has.
func knownGroups(ctx context.Context, tx *store.Tx, rows []WalkInRow) error {
	var wanted []string
	for _, r := range rows {
		if r.group() != "" {
			wanted = append(wanted, r.group())
		}
	}
	if wanted == nil {
		return nil
	}
	found, err := tx.Procedure.Query().Where(procedure.TopicGroupIn(wanted...)).Unique(true).Select(procedure.FieldTopicGroup).Strings(asSystem(ctx))
	if err != nil {
		return err
	}
	known := map[string]bool{"": true}
	for _, g := range found {
		known[g] = true
	}
	for i, r := range rows {
		if !known[r.group()] {
			return fault.Bad(fmt.Sprintf("input.rows.%d.group", i), "UNKNOWN_GROUP")
		}
	}
	return nil
}

// count adds a version to each slot. Of two at once the unique rule stops one, which then finds the other.
func (s *Service) count(ctx context.Context, tx *store.Tx, u *ent.Unit, in RecordWalkInsInput) ([]*ent.WalkInCount, error) {
	slots := make([][]byte, len(in.Rows))
	for i, r := range in.Rows {
		slots[i] = slotOf(u.ID, tx.Actor.ID, in, r)
	}
	var versions []struct {
		Slot []byte `json:"slot"`
		Max  int    `json:"max"`
	}
	if err := tx.WalkInCount.Query().Where(walkincount.SlotIn(slots...)).GroupBy(walkincount.FieldSlot).
		Aggregate(ent.As(ent.Max(walkincount.FieldVersion), "max")).Scan(asSystem(ctx), &versions); err != nil {
		return nil, err
	}
	newest := map[string]int{}
	for _, v := range versions {
		newest[string(v.Slot)] = v.Max
	}
	creates := make([]*ent.WalkInCountCreate, len(in.Rows))
	for i, r := range in.Rows {
		creates[i] = tx.WalkInCount.Create().SetUnitID(u.ID).SetUnitPath(u.Path).SetSlot(slots[i]).SetVersion(newest[string(slots[i])] + 1).
			SetPlace(*in.Place).SetDay(string(in.Day)).SetTopicGroup(r.group()).SetChannel(walkincount.Channel(r.Channel)).
			SetNillablePeople(r.People).SetNillableDossiers(r.Dossiers).SetRecorderID(tx.Actor.ID)
		if in.ClientID != nil {
			creates[i].SetClientID(*in.ClientID).SetClientFingerprint(in.fingerprint())
		}
	}
	rows, err := tx.WalkInCount.CreateBulk(creates...).Save(ctx)
	if err != nil {
		return nil, err
	}
	return rows, tx.Emit(ctx, EventWalkIns, u.ID, map[string]string{"day": string(in.Day)})
}

// slotOf is what a later row takes the place of: the same person counted the same thing.
func slotOf(unit, recorder gid.ID, in RecordWalkInsInput, r WalkInRow) []byte {
	b, _ := json.Marshal([]any{unit, recorder, in.Place, in.Day, r.group(), r.Channel}) //nolint:errchkjson // plain values only
	sum := sha256.Sum256(b)
	return sum[:]
}

// WalkIns is a page of the counts of a unit by day, every version of them, for the admins of the unit; whoever counts reads their own.
// NOT_FOUND for an unknown unit; BAD_USER_INPUT for the page.
func (s *Service) WalkIns(ctx context.Context, unitID gid.ID, args page.Args) (*page.Connection[*ent.WalkInCount], error) {
	u, err := s.territory.Unit(unitID)
	if err != nil {
		return nil, err
	}
	q := s.store.Reader(ctx).WalkInCount.Query().Where(walkincount.UnitID(u.ID))
	order := page.Order{List: "assistance.walk_ins", Column: walkincount.FieldDay, Desc: true}
	list, err := page.Of(ctx, q, args, order, func(w *ent.WalkInCount) page.Cursor { return page.AtText(w.Day, w.ID) })
	return list, store.Translate(err)
}

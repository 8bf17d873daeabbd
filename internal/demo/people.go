package demo

import (
	"time"

	"gandan/ent"
	"gandan/ent/account"
	"gandan/ent/gid"
	"gandan/ent/rolegrant"
	"gandan/internal/access"
	"gandan/internal/app"
	"gandan/internal/identity"
)

// who names the people of the story by the last digit of their phones.
type who int

const (
	cityAdmin who = iota + 1
	wardAdmin
	volunteerAnh
	volunteerDuy
	citizenMai
	citizenNam
	citizenTam // lives in the other ward
	otherAdmin
)

// place tells the three units of the story apart.
type place int

const (
	city place = iota
	ward
	other
)

type places map[place]*ent.Unit

// codes are those of the statistics office since 1 July 2025.
var codes = map[string]place{"01": city, "09556": ward, "00166": other}

func findPlaces(a *app.App) (places, error) {
	found := places{}
	for _, u := range a.Territory.AllInForce() {
		if p, ok := codes[u.Code]; ok {
			found[p] = u
		}
	}
	if len(found) != len(codes) {
		return nil, errNoUnits
	}
	return found, nil
}

// role is somebody's part in the story.
type role struct {
	phone string
	name  string
	role  access.Role
	in    place // where the role is held; citizens hold theirs where they live
	home  place
}

var roles = map[who]role{
	cityAdmin:    {"+84100000001", "Nguyễn Thu Hà", access.Admin, city, other},
	wardAdmin:    {"+84100000002", "Trần Quốc Minh", access.Admin, ward, ward},
	volunteerAnh: {"+84100000003", "Lê Ngọc Anh", access.Volunteer, ward, ward},
	volunteerDuy: {"+84100000004", "Phạm Văn Duy", access.Volunteer, ward, ward},
	citizenMai:   {"+84100000005", "Vũ Thị Mai", access.Citizen, ward, ward},
	citizenNam:   {"+84100000006", "Đỗ Hoàng Nam", access.Citizen, ward, ward},
	citizenTam:   {"+84100000007", "Bùi Thanh Tâm", access.Citizen, other, other},
	otherAdmin:   {"+84100000008", "Hoàng Minh Châu", access.Admin, other, other},
}

// cast lists the people in the order of their phones.
func cast(in places) (all []Person) {
	for w := cityAdmin; w <= otherAdmin; w++ {
		r := roles[w]
		all = append(all, Person{Phone: r.phone, Name: r.name, Role: string(r.role), Unit: in[r.in].Name})
	}
	return all
}

// settle makes the accounts, six weeks ago, and has the admin of the city give the roles. The first admin of all is given by
// nobody.
func (s *story) settle() {
	s.by(system, 42*day)
	for w := cityAdmin; w <= otherAdmin && s.err == nil; w++ {
		r := roles[w]
		home := s.places[r.home]
		a, err := s.account(r.phone, r.name, home.ID)
		if err != nil {
			s.err = err
			return
		}
		actor := access.Actor{ID: a.ID, Home: home.Path}
		if unit := s.places[r.in]; r.role != access.Citizen {
			actor.Members = []access.Membership{{Role: r.role, UnitID: unit.ID, Path: unit.Path}}
		}
		s.people[w] = actor
	}
	s.firstAdmin()
	for w := wardAdmin; w <= otherAdmin; w++ {
		if roles[w].role != access.Citizen {
			s.grant(w, 41*day)
		}
	}
}

// account makes the person, or gives a name and a home to the account that a token for the phone has made already.
func (s *story) account(phone, name string, home gid.ID) (*ent.Account, error) {
	a, err := s.tx.Account.Query().Where(account.Phone(phone)).Only(s.ctx)
	if err == nil {
		return s.tx.Account.UpdateOneID(a.ID).SetDisplayName(name).SetUnitID(home).Save(s.ctx)
	}
	if !ent.IsNotFound(err) {
		return nil, err
	}
	a, err = s.tx.Account.Create().SetPhone(phone).SetDisplayName(name).SetUnitID(home).SetStatus(account.StatusACTIVE).Save(s.ctx)
	if err == nil {
		err = s.tx.Emit(s.ctx, identity.EventAccountCreated, a.ID, nil)
	}
	return a, err
}

func (s *story) firstAdmin() {
	if s.err != nil {
		return
	}
	id, unit := s.people[cityAdmin].ID, s.places[city]
	g, err := s.tx.RoleGrant.Create().SetAccountID(id).SetRole(rolegrant.RoleADMIN).SetUnitID(unit.ID).SetUnitPath(unit.Path).
		SetHolds(identity.Holds(id, access.Admin, unit.ID)).Save(s.ctx)
	if s.keep(err); err == nil {
		s.keep(s.tx.Emit(s.ctx, identity.EventRoleGranted, g.ID, map[string]string{
			"account": id.String(), "role": string(access.Admin), "unit": unit.ID.String(),
		}))
	}
}

func (s *story) grant(to who, ago time.Duration) {
	if ctx, ok := s.by(cityAdmin, ago); ok {
		_, err := s.app.Identity.GrantRole(ctx, identity.GrantRoleInput{
			CitizenID: s.people[to].ID, Role: roles[to].role, UnitID: s.places[roles[to].in].ID,
		})
		s.keep(err)
	}
}

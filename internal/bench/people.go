package bench

import (
	"time"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/internal/access"
)

// year is how far back the data reach; people joined in the year before.
const year = 365 * 24 * time.Hour

type person struct {
	id     gid.ID
	name   string
	ward   int // position in wards
	joined time.Time
	roles  []held
}

// held is a role of a person.
type held struct {
	role access.Role
	in   *ent.Unit
}

// planPeople settles citizens in blocks of one ward. The first of a block is a volunteer there; each ward has one admin, and
// the city has one.
func (p *plan) planPeople() {
	n := p.of(citizens)
	p.people = make([]person, n)
	for i := range p.people {
		ward, at := (i/block)%len(p.wards), p.now.Add(-2*year+time.Duration(float64(year)*float64(i)/float64(n))).Truncate(time.Second)
		p.people[i] = person{id: p.ids.next(gid.Account, at), name: p.dice.name(), ward: ward, joined: at}
		p.settle(i, &p.wards[ward])
	}
}

func (p *plan) settle(i int, ward *place) {
	who := &p.people[i]
	ward.people = append(ward.people, i)
	p.city.people = append(p.city.people, i)
	switch {
	case i%block == 0:
		ward.volunteers = append(ward.volunteers, i)
		who.roles = append(who.roles, held{access.Volunteer, ward.unit})
	case i%block == 1 && i/block < len(p.wards):
		ward.admin = i
		who.roles = append(who.roles, held{access.Admin, ward.unit})
	case i == 2:
		p.city.admin = i
		who.roles = append(who.roles, held{access.Admin, p.city.unit})
	}
}

package territory

import "strings"

// The kinds of organisation that every unit has.
const (
	OrganisationPartyCommittee   = "PARTY_COMMITTEE"
	OrganisationPeoplesCouncil   = "PEOPLES_COUNCIL"
	OrganisationPeoplesCommittee = "PEOPLES_COMMITTEE"
	OrganisationFatherlandFront  = "FATHERLAND_FRONT"
	OrganisationYouthUnion       = "YOUTH_UNION"
	OrganisationPolice           = "POLICE"
)

// OrganisationRow is a body of a unit.
type OrganisationRow struct{ Kind, Name string }

// level holds the words that change with the kind of unit.
type level struct {
	label string // the word before the name: "phường Hà Đông"
	party string // what its party committee is called; with the name alone or with the label
	named bool   // party is followed by the name alone: "Thành ủy Hà Nội"
}

var levels = map[string]level{
	KindCity:          {"thành phố", "Thành ủy", true},
	KindUrbanDistrict: {"quận", "Quận ủy", true},
	KindRuralDistrict: {"huyện", "Huyện ủy", true},
	KindTown:          {"thị xã", "Thị ủy", true},
	KindWard:          {"phường", "Đảng ủy", false},
	KindCommune:       {"xã", "Đảng ủy", false},
	KindTownship:      {"thị trấn", "Đảng ủy", false},
}

// StandardOrganisations returns the bodies that a unit in force has by law and by the statutes of the organisations, with
// their full Vietnamese names. A unit of an unknown kind has none.
func StandardOrganisations(unit UnitRow) []OrganisationRow {
	l, known := levels[unit.Kind]
	if !known {
		return nil
	}
	name := bareName(unit.Name, l.label)
	full := l.label + " " + name
	party := l.party + " " + full
	if l.named {
		party = l.party + " " + name
	}
	return []OrganisationRow{
		{OrganisationPartyCommittee, party},
		{OrganisationPeoplesCouncil, "Hội đồng nhân dân " + full},
		{OrganisationPeoplesCommittee, "Ủy ban nhân dân " + full},
		{OrganisationFatherlandFront, "Ủy ban Mặt trận Tổ quốc Việt Nam " + full},
		{OrganisationYouthUnion, "Đoàn Thanh niên Cộng sản Hồ Chí Minh " + full},
		{OrganisationPolice, "Công an " + full},
	}
}

// bareName is the name without the word for its kind: "Phường Hà Đông" is "Hà Đông".
func bareName(name, label string) string {
	if first, rest, ok := cutWords(name, strings.Count(label, " ")+1); ok && strings.EqualFold(first, label) {
		return rest
	}
	return name
}

func cutWords(s string, n int) (first, rest string, ok bool) {
	words := strings.Fields(s)
	if len(words) <= n {
		return "", "", false
	}
	return strings.Join(words[:n], " "), strings.Join(words[n:], " "), true
}

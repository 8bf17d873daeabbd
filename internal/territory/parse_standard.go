package territory

import (
	"fmt"

	"gandan/internal/territory/data"
	"gandan/internal/text"
)

const (
	// cityCode is Hanoi's in the list of the statistics office.
	cityCode = "01"
	// reform is the day on which the 126 units took the place of the districts and communes of 2017.
	reform = "2025-07-01"
)

// StandardUnits returns the units that come with the program and the links between them: the city, the 30 districts and
// 584 communes of 2017, the 126 units since 1 July 2025, and 795 successions. Parents stand before their children.
func StandardUnits() ([]UnitRow, []SuccessionRow, error) {
	b := builder{names: map[string]string{}}
	b.units = append(b.units, UnitRow{
		Code: cityCode, Name: "Thành phố Hà Nội", Kind: KindCity,
		Source: "General Statistics Office", Confidence: "public fact; the day it began is left open",
	})
	b.read(data.Districts2017, b.district)
	b.read(data.Communes2017, b.commune)
	b.read(data.Units2025, b.unit2025)
	b.read(data.Links2025, b.succession)
	if b.err != nil {
		return nil, nil, b.err
	}
	b.noteMerged()
	var problems Problems
	linkUnits(b.units, nil, &problems)
	return b.units, b.links, problems.Err()
}

// builder turns the data files, whose columns are those of their sources, into rows.
type builder struct {
	units []UnitRow
	links []SuccessionRow
	names map[string]string // of the communes of 2017, by code
	err   error
}

// read calls row for every row of a data file. After the first file that cannot be read it does nothing.
func (b *builder) read(name string, row func(cells)) {
	if b.err != nil {
		return
	}
	file, err := data.Files().Open(name)
	if err != nil {
		b.err = err
		return
	}
	defer func() { _ = file.Close() }() // nothing was written to it
	table, problems := text.ReadTable(file)
	each(table, &problems, []string{"source", "confidence"}, row)
	if problems != nil {
		b.err = fmt.Errorf("%s:\n%w", name, problems)
	}
}

// kinds are the words of the statistics office.
var kinds = map[string]string{
	"quận": KindUrbanDistrict, "huyện": KindRuralDistrict, "thị xã": KindTown,
	"phường": KindWard, "xã": KindCommune, "thị trấn": KindTownship,
}

func (b *builder) add(c cells, parent string, from, to *string) {
	kind, known := kinds[c.Get("unit_type")]
	if !known {
		c.Wrong("unit_type", "%q is no kind of unit", c.Get("unit_type"))
	}
	b.units = append(b.units, UnitRow{
		Line: c.Line, Code: c.Code("gso_code", maxUnitCode, true), Name: c.Must("name_vi", maxName), Kind: kind,
		ParentCode: parent, ValidFrom: from, ValidTo: to,
		Source: c.Must("source", maxNote), Confidence: c.Must("confidence", maxNote),
	})
}

func (b *builder) district(c cells) { b.add(c, cityCode, nil, new(reform)) }

func (b *builder) commune(c cells) {
	b.names[c.Get("gso_code")] = c.Get("name_vi")
	b.add(c, c.Must("district_gso_code", maxName), nil, new(reform))
}

func (b *builder) unit2025(c cells) { b.add(c, cityCode, c.day("valid_from"), nil) }

// succession links the unit of 2017 to its successor. The source knows the communes of March 2025: the code is the same,
// the name may be younger and is then kept.
func (b *builder) succession(c cells) {
	link := SuccessionRow{
		Line:        c.Line,
		Predecessor: UnitKey{Code: c.Code("old_gso_code", maxUnitCode, true)},
		Successor:   UnitKey{Code: c.Code("new_gso_code", maxUnitCode, true), From: reform},
		Part:        c.OneOf("part", "part", "whole") == "part",
		Source:      c.Must("source", maxNote),
		Confidence:  c.Must("confidence", maxNote),
	}
	name2017, known := b.names[link.Predecessor.Code]
	if !known {
		c.Wrong("old_gso_code", "%s is no commune of 2017", link.Predecessor.Code)
	}
	if name := c.Must("old_name_vi", maxName); name != name2017 {
		link.NameThen = name
	}
	b.links = append(b.links, link)
}

// noteMerged says of the communes without a successor that their end is not the day it seems: they went into others in
// the mergers before March 2025, and the data does not say when.
func (b *builder) noteMerged() {
	linked := map[string]bool{}
	for _, link := range b.links {
		linked[link.Predecessor.Code] = true
	}
	for i := range b.units {
		if u := &b.units[i]; u.ValidFrom == nil && b.names[u.Code] != "" && !linked[u.Code] {
			u.Confidence += "; merged before March 2025, so it ended no later than valid_to"
		}
	}
}

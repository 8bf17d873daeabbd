package territory

import (
	"context"

	"gandan/ent"
	"gandan/ent/organisation"
	"gandan/internal/text"
)

// addOrganisations gives the units that have just been made, and have not ended, the bodies that every such unit has.
func (im *importer) addOrganisations(ctx context.Context, units []*ent.Unit) error {
	var fresh []*ent.OrganisationCreate
	for _, u := range units {
		if u.ValidTo != nil {
			continue
		}
		for _, o := range StandardOrganisations(UnitRow{Name: u.Name, Kind: string(u.Kind)}) {
			fresh = append(fresh, im.tx.Organisation.Create().SetUnitID(u.ID).SetUnitPath(u.Path).
				SetKind(organisation.Kind(o.Kind)).SetName(o.Name).SetNameFolded(text.Fold(o.Name)))
		}
	}
	return inBatches(fresh, func(chunk []*ent.OrganisationCreate) error { return im.tx.Organisation.CreateBulk(chunk...).Exec(ctx) })
}

// renameOrganisations lets the standard bodies follow the name of their unit; a body with a name of its own keeps it.
func (im *importer) renameOrganisations(ctx context.Context, have *ent.Unit, row UnitRow) error {
	now := StandardOrganisations(row)
	for i, was := range StandardOrganisations(UnitRow{Name: have.Name, Kind: string(have.Kind)}) {
		if was == now[i] {
			continue
		}
		err := im.tx.Organisation.Update().
			Where(organisation.UnitID(have.ID), organisation.KindEQ(organisation.Kind(was.Kind)), organisation.Name(was.Name)).
			SetName(now[i].Name).SetNameFolded(text.Fold(now[i].Name)).Exec(ctx)
		if err != nil {
			return err
		}
	}
	return nil
}

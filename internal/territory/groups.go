package territory

import "slices"

// ProcedureGroups are the groups of the known procedures (group_en of procedures.csv), sorted. It asks no database.
func (s *Service) ProcedureGroups() []string {
	groups := []string{}
	for _, p := range s.dir.Load().proceduresByName {
		groups = append(groups, p.TopicGroup)
	}
	slices.Sort(groups)
	return slices.Compact(groups)
}

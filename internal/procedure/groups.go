package procedure

import "slices"

// Groups are the groups of the known procedures (group_en of procedures.csv), sorted, each once. It asks no database.
func (s *Service) Groups() []string {
	groups := []string{}
	for _, p := range s.dir.Load().byID {
		groups = append(groups, p.TopicGroup)
	}
	slices.Sort(groups)
	return slices.Compact(groups)
}

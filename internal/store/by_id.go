package store

import "gandan/ent/gid"

// ByID gives each row of a reading its id, for a loader. The error of the reading becomes a fault.
func ByID[T any](rows []T, err error, id func(T) gid.ID) (map[gid.ID]T, error) {
	if err != nil {
		return nil, Translate(err)
	}
	found := make(map[gid.ID]T, len(rows))
	for _, row := range rows {
		found[id(row)] = row
	}
	return found, nil
}

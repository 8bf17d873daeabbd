package apitest_test

import (
	"fmt"
	"maps"
)

// inputsOfUploads is an item with a deed of each kind; oneDeed leaves one of them.
func inputsOfUploads() map[string]string {
	return map[string]string{
		"uploadOffline": `{"input": {"deviceTime": "2026-03-02T01:30:00Z", "items": [{"clientId": "", "at": "2026-03-02T01:30:00Z",
			"log": {"helpRequestId": "", "kind": "PHONE", "outcome": "RESOLVED", "minutes": 5},
			"walkIns": {"unitId": "", "day": "2026-03-02", "rows": [{"channel": "PHONE", "people": 1}]},
			"claim": {"id": ""}, "release": {"id": "", "reason": "Bận"}, "accept": {"id": ""}, "decline": {"id": "", "reasonCode": "BUSY"},
			"message": {"requestId": "", "body": "Chào anh."}, "signUp": {"shiftId": ""}, "leave": {"shiftId": ""}}]}}`,
	}
}

// oneDeed leaves of the item of an upload the deed whose id is tried.
func oneDeed(field string, base map[string]any, path []string) map[string]any {
	if field != "uploadOffline" {
		return base
	}
	input, _ := base["input"].(map[string]any)
	items, _ := input["items"].([]any)
	item, _ := items[0].(map[string]any)
	input = maps.Clone(input)
	input["items"] = []any{map[string]any{"clientId": "", "at": item["at"], path[3]: item[path[3]]}}
	return map[string]any{"input": input}
}

// variables are those of the place with the id in it. An item of an upload is sent once: it has a client id of its own, which is
// blotted out of the answer too.
func (s *sweep) variables(p place, id string) (vars any, own string) {
	vars = with(p.base, p.path, id)
	if p.field.Name != "uploadOffline" {
		return vars, id
	}
	own = fmt.Sprintf("00000000-0000-4000-9000-%012d", s.answers)
	return with(vars, []string{"input", "items", "0", "clientId"}, own), own
}

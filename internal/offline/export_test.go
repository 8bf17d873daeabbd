package offline

// Leaving lists the facts that take something from a phone, for the test that compares them with the lives of the domains.
func Leaving() []string {
	var names []string
	for name := range leaving() {
		names = append(names, name)
	}
	return names
}

// KeptStates are the states in which a request is on a phone.
func KeptStates() (states []string) {
	for _, s := range kept() {
		states = append(states, string(s))
	}
	return states
}

// CountingStates are the states in which a sign-up is.
func CountingStates() (states []string) {
	for _, s := range counting() {
		states = append(states, string(s))
	}
	return states
}

package notify

// afterRules are the facts of which people are told some time after they were helped.
func afterRules() map[string]rule {
	return map[string]rule{
		"helpdesk.solved_asked": toCitizen,
	}
}

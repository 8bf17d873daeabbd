package helpdesk

// SyncAssistanceInput is a batch of logs written without a signal.
type SyncAssistanceInput struct {
	Logs []LogAssistanceInput
}

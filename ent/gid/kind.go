package gid

// Kind is the type tag inside an ID. The numbers are stored in every row: never renumber, only add.
type Kind uint8

// The kinds of rows that have an identity.
const (
	Unit                   Kind = 1
	Organisation           Kind = 2
	Procedure              Kind = 3
	Account                Kind = 10
	Grant                  Kind = 11
	Session                Kind = 12
	Challenge              Kind = 13
	RefreshToken           Kind = 14
	AccessRecord           Kind = 15
	HelpRequest            Kind = 20
	AssistanceLog          Kind = 21
	RequestHistory         Kind = 22
	Conference             Kind = 30
	Question               Kind = 31
	Vote                   Kind = 32
	Commitment             Kind = 33
	Activity               Kind = 34
	ModerationCase         Kind = 40
	Flag                   Kind = 41
	Decision               Kind = 42
	OutboxEvent            Kind = 50
	IdempotentAnswer       Kind = 51
	Notification           Kind = 52
	UnitSuccession         Kind = 53
	Conclusion             Kind = 54
	Sitting                Kind = 35
	AgendaItem             Kind = 36
	Invitation             Kind = 37
	Proposal               Kind = 38
	QuestionWord           Kind = 39
	Poll                   Kind = 60
	PollOption             Kind = 61
	Ballot                 Kind = 62
	Registration           Kind = 63
	CalendarFeed           Kind = 64
	CommitmentEntry        Kind = 65
	Draft                  Kind = 70
	DraftVersion           Kind = 71
	Clause                 Kind = 72
	Opinion                Kind = 73
	CriticismDocument      Kind = 74
	SatisfactionTicket     Kind = 75
	SatisfactionTally      Kind = 76
	Attachment             Kind = 80
	Follow                 Kind = 81
	NotificationPreference Kind = 82
	PolicyRule             Kind = 83
	Inbox                  Kind = 84

	// Procedures.
	ProcedureVersion Kind = 4
	ProcedureFee     Kind = 5
	ChecklistItem    Kind = 6

	// Requests, further.
	PreferredTime Kind = 105

	// Matching.
	RequestEscalation Kind = 112

	// Teams.
	Team        Kind = 90
	TeamMember  Kind = 91
	HelpPoint   Kind = 92
	Shift       Kind = 93
	ShiftSignup Kind = 94

	// Contact.
	RequestMessage Kind = 23
	ContactReveal  Kind = 24
	ContactParty   Kind = 113

	// Reception.
	Reception        Kind = 100
	ReceptionBooking Kind = 101
	ReceptionSlot    Kind = 102

	// After the help.

	HelpTally    Kind = 19
	SolvedAnswer Kind = 26

	// Assistance.
	LogReview      Kind = 27
	WalkInCount    Kind = 28
	Certificate    Kind = 29
	CompletionCode Kind = 110
	LogStanding    Kind = 111

	// Offline.
	OfflineReceipt Kind = 114
	Tombstone      Kind = 85
)

var names = map[Kind]string{
	Unit: "Unit", Organisation: "Organisation", Procedure: "Procedure", Account: "Citizen", Grant: "RoleGrant",
	Session: "Session", Challenge: "Challenge", RefreshToken: "RefreshToken", AccessRecord: "AccessRecord",
	HelpRequest: "HelpRequest", AssistanceLog: "AssistanceLog", RequestHistory: "RequestHistory",
	Conference: "Conference", Question: "Question", Vote: "Vote", Commitment: "Commitment", Activity: "Activity",
	ModerationCase: "ModerationCase", Flag: "Flag", Decision: "Decision",
	OutboxEvent: "OutboxEvent", IdempotentAnswer: "IdempotentAnswer", Notification: "Notification", UnitSuccession: "UnitSuccession",
	Conclusion: "Conclusion",
	Sitting:    "Sitting", AgendaItem: "AgendaItem", Invitation: "Invitation", Proposal: "Proposal", QuestionWord: "QuestionWord",
	Poll: "Poll", PollOption: "PollOption", Ballot: "Ballot", Registration: "Registration", CalendarFeed: "CalendarFeed", CommitmentEntry: "CommitmentEntry",
	Draft: "Draft", DraftVersion: "DraftVersion", Clause: "Clause", Opinion: "Opinion", CriticismDocument: "CriticismDocument", SatisfactionTicket: "SatisfactionTicket", SatisfactionTally: "SatisfactionTally",
	Attachment: "Attachment", Follow: "Follow", NotificationPreference: "NotificationPreference", PolicyRule: "PolicyRule", Inbox: "Inbox",

	// Procedures.
	ProcedureVersion: "ProcedureVersion", ProcedureFee: "ProcedureFee", ChecklistItem: "ChecklistItem",

	// Requests, further.
	PreferredTime: "PreferredTime",

	// Matching.
	RequestEscalation: "RequestEscalation",

	// Teams.
	Team: "Team", TeamMember: "TeamMember", HelpPoint: "HelpPoint", Shift: "Shift", ShiftSignup: "ShiftSignup",

	// Contact.
	RequestMessage: "RequestMessage", ContactReveal: "ContactReveal", ContactParty: "ContactParty",

	// Reception.
	Reception: "Reception", ReceptionBooking: "ReceptionBooking", ReceptionSlot: "ReceptionSlot",

	// After the help.
	HelpTally: "HelpTally", SolvedAnswer: "SolvedAnswer",

	// Assistance.
	LogReview: "LogReview", WalkInCount: "WalkInCount", Certificate: "Certificate", CompletionCode: "CompletionCode", LogStanding: "LogStanding",

	// Offline.
	OfflineReceipt: "OfflineReceipt",
	Tombstone:      "Tombstone",
}

// String is the GraphQL type of the kind, or empty for a kind that does not exist.
func (k Kind) String() string { return names[k] }

package access

import "slices"

// Action is a deed or a kind of reading that the table below grants.
type Action string

// The actions, by domain.
const (
	UseAccount Action = "USE_ACCOUNT"
	GrantRole  Action = "GRANT_ROLE"
	RevokeRole Action = "REVOKE_ROLE"

	CreateRequest Action = "CREATE_REQUEST"
	ReadRequest   Action = "READ_REQUEST"
	BrowseQueue   Action = "BROWSE_QUEUE"
	ActOnRequest  Action = "ACT_ON_REQUEST"
	ClaimRequest  Action = "CLAIM_REQUEST"
	ReleaseHelp   Action = "RELEASE_REQUEST"
	LogAssistance Action = "LOG_ASSISTANCE"
	CancelRequest Action = "CANCEL_REQUEST"
	ConfirmHelp   Action = "CONFIRM_HELP"
	ReopenRequest Action = "REOPEN_REQUEST"

	ReadConference     Action = "READ_CONFERENCE"
	ProposeConference  Action = "PROPOSE_CONFERENCE"
	DecideProposal     Action = "DECIDE_PROPOSAL"
	ManageConference   Action = "MANAGE_CONFERENCE"
	AnswerQuestion     Action = "ANSWER_QUESTION"
	RunQuestions       Action = "RUN_QUESTIONS"
	RecordCommitment   Action = "RECORD_COMMITMENT"
	UpdateCommitment   Action = "UPDATE_COMMITMENT"
	ReviewCommitment   Action = "REVIEW_COMMITMENT"
	SettleCommitment   Action = "SETTLE_COMMITMENT" // the clock's alone: no row below grants it
	AskQuestion        Action = "ASK_QUESTION"
	VoteQuestion       Action = "VOTE_QUESTION"
	ReadQuestion       Action = "READ_QUESTION"
	Register           Action = "REGISTER"
	KeepRegistration   Action = "KEEP_REGISTRATION"
	ReadRegistration   Action = "READ_REGISTRATION"
	CheckIn            Action = "CHECK_IN"
	ManagePoll         Action = "MANAGE_POLL"
	CastBallot         Action = "CAST_BALLOT"
	RateConference     Action = "RATE_CONFERENCE"
	ManageCriticism    Action = "MANAGE_CRITICISM"
	GiveOpinion        Action = "GIVE_OPINION"
	SpeakForBody       Action = "SPEAK_FOR_BODY"
	ReadOpinion        Action = "READ_OPINION"
	AnswerOpinion      Action = "ANSWER_OPINION"
	ManageAttachment   Action = "MANAGE_ATTACHMENT"
	FlagContent        Action = "FLAG_CONTENT"
	ReadModeration     Action = "READ_MODERATION"
	DecideModeration   Action = "DECIDE_MODERATION"
	ReadPublicRegister Action = "READ_PUBLIC_REGISTER"

	// Requests of people without the app, and what is done to one as a whole.
	EnterRequest        Action = "ENTER_REQUEST"
	ConfirmRequestPhone Action = "CONFIRM_REQUEST_PHONE"
	MergeRequest        Action = "MERGE_REQUEST"
	SetPriority         Action = "SET_PRIORITY"

	// Matching.
	AssignRequest    Action = "ASSIGN_REQUEST"
	AnswerAssignment Action = "ANSWER_ASSIGNMENT"
	AgreeTime        Action = "AGREE_TIME"
	SetCompanion     Action = "SET_COMPANION"
	OverseeHelp      Action = "OVERSEE_HELP"
	SettleIdle       Action = "SETTLE_IDLE" // the clock's alone: no row below grants it

	// Teams.
	ManageTeam      Action = "MANAGE_TEAM"
	LeadTeam        Action = "LEAD_TEAM" // volunteers may try; the verb asks who leads
	ReadMember      Action = "READ_MEMBER"
	KeepMembership  Action = "KEEP_MEMBERSHIP"
	ManageHelpPoint Action = "MANAGE_HELP_POINT"
	ReadShift       Action = "READ_SHIFT"
	JoinShift       Action = "JOIN_SHIFT"
	ReadSignup      Action = "READ_SIGNUP"
	KeepSignup      Action = "KEEP_SIGNUP"

	// Contact.
	SendMessage   Action = "SEND_MESSAGE"
	RevealContact Action = "REVEAL_CONTACT"
	AllowContact  Action = "ALLOW_CONTACT"

	// Reception.
	ManageReception      Action = "MANAGE_RECEPTION"
	ReceivePeople        Action = "RECEIVE_PEOPLE"
	BookReception        Action = "BOOK_RECEPTION"
	KeepReceptionBooking Action = "KEEP_RECEPTION_BOOKING"
	ReadReceptionBooking Action = "READ_RECEPTION_BOOKING"
	RateReception        Action = "RATE_RECEPTION"

	// After the help.
	AnswerSolved     Action = "ANSWER_SOLVED"
	FollowUpRequest  Action = "FOLLOW_UP_REQUEST"
	ReadSolvedAnswer Action = "READ_SOLVED_ANSWER"
	ReadHelpFigures  Action = "READ_HELP_FIGURES"

	// Assistance.
	ConfirmLog         Action = "CONFIRM_LOG"
	EnterCode          Action = "ENTER_CODE"
	CorrectLog         Action = "CORRECT_LOG"
	ReviewLogs         Action = "REVIEW_LOGS"     // the door: whoever may lead somewhere; who leads is asked behind it
	LeadVolunteers     Action = "LEAD_VOLUNTEERS" // of a unit, without a team
	RecordWalkIns      Action = "RECORD_WALK_INS"
	ReadWalkIns        Action = "READ_WALK_INS"
	ReadFigures        Action = "READ_FIGURES" // to the person; what the public reads is coarser
	RequestCertificate Action = "REQUEST_CERTIFICATE"
	IssueCertificate   Action = "ISSUE_CERTIFICATE"
	ReadCertificate    Action = "READ_CERTIFICATE"

	// Offline.
	ReadOffline Action = "READ_OFFLINE"
)

// Reach says which rows a grant covers.
type Reach string

// The reaches, from the widest to the narrowest.
const (
	Everyone Reach = "EVERYONE" // every row, signed in or not
	Anywhere Reach = "ANYWHERE" // every row, for whoever has signed in
	AtHome   Reach = "AT_HOME"  // rows of a unit that contains the unit where the person lives, or lives nowhere yet
	InUnit   Reach = "IN_UNIT"  // rows in the subtree of a unit in which the role is held
	Own      Reach = "OWN"      // rows the person made
	Held     Reach = "HELD"     // rows the person holds, while the role reaches them
)

// Grant is one row of the table: whoever has the role may do the action on the rows within reach.
type Grant struct {
	Action Action
	Role   Role
	Reach  Reach
}

// Known reports whether the table speaks of the action at all.
func Known(action Action) bool {
	return slices.ContainsFunc(Grants(), func(g Grant) bool { return g.Action == action })
}

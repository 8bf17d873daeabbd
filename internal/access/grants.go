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

	// procedure

	// request

	// matching

	// team

	// contact

	// reception

	// assistance
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

// Grants is the whole table. What stands in no row is refused.
func Grants() []Grant {
	return []Grant{
		{ReadPublicRegister, Citizen, Everyone},
		{UseAccount, Citizen, Anywhere},
		{GrantRole, Admin, InUnit},
		{RevokeRole, Admin, InUnit},

		{CreateRequest, Citizen, Anywhere},
		{ReadRequest, Citizen, Own},
		{ReadRequest, Volunteer, Held},
		{ReadRequest, Admin, InUnit},
		{BrowseQueue, Volunteer, InUnit},
		{BrowseQueue, Admin, InUnit},
		{ActOnRequest, Citizen, Own},
		{ActOnRequest, Volunteer, InUnit},
		{ActOnRequest, Admin, InUnit},
		{ClaimRequest, Volunteer, InUnit},
		{ReleaseHelp, Volunteer, Held},
		{ReleaseHelp, Admin, InUnit},
		{LogAssistance, Volunteer, Held},
		{CancelRequest, Citizen, Own},
		{ConfirmHelp, Citizen, Own},
		{ReopenRequest, Citizen, Own},

		{ReadConference, Citizen, Everyone},
		{ManageConference, Admin, InUnit},
		{ProposeConference, Admin, InUnit},
		{DecideProposal, Admin, InUnit},
		{AnswerQuestion, Admin, InUnit},
		{RunQuestions, Admin, InUnit},
		{RecordCommitment, Admin, InUnit},
		{UpdateCommitment, Admin, InUnit},
		{ReviewCommitment, Citizen, Own},
		{AskQuestion, Citizen, AtHome},
		{VoteQuestion, Citizen, AtHome},
		{ReadQuestion, Citizen, Own},
		{ReadQuestion, Admin, InUnit},

		{Register, Citizen, AtHome},
		{KeepRegistration, Citizen, Own},
		{ReadRegistration, Citizen, Own},
		{ReadRegistration, Admin, InUnit},
		{CheckIn, Admin, InUnit},
		{ManagePoll, Admin, InUnit},
		{CastBallot, Citizen, AtHome},
		{RateConference, Citizen, AtHome},

		{ManageCriticism, Admin, InUnit},
		{GiveOpinion, Citizen, AtHome},
		{SpeakForBody, Admin, InUnit},
		{ReadOpinion, Citizen, Own},
		{ReadOpinion, Admin, InUnit},
		{AnswerOpinion, Admin, InUnit},

		{ManageAttachment, Admin, InUnit},

		{FlagContent, Citizen, Anywhere},
		{ReadModeration, Admin, InUnit},
		{DecideModeration, Admin, InUnit},

		// procedure

		// request

		// matching

		// team

		// contact

		// reception

		// assistance
		{ConfirmLog, Citizen, Own},
		{EnterCode, Volunteer, Held},
		{CorrectLog, Volunteer, Held},
		{CorrectLog, Admin, InUnit},
		{ReviewLogs, Volunteer, InUnit},
		{ReviewLogs, Admin, InUnit},
		{LeadVolunteers, Admin, InUnit},
		{RecordWalkIns, Volunteer, InUnit},
		{RecordWalkIns, Admin, InUnit},
		{ReadWalkIns, Citizen, Own},
		{ReadWalkIns, Admin, InUnit},
		{ReadFigures, Admin, InUnit},
		{RequestCertificate, Citizen, Anywhere},
		{IssueCertificate, Admin, InUnit},
		{ReadCertificate, Citizen, Own},
		{ReadCertificate, Admin, InUnit},
	}
}

// Known reports whether the table speaks of the action at all.
func Known(action Action) bool {
	return slices.ContainsFunc(Grants(), func(g Grant) bool { return g.Action == action })
}

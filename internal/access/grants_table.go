package access

import "slices"

// Grants is the whole table. What stands in no row is refused.
func Grants() []Grant { return slices.Concat(grants(), grantsOfRequests(), grantsOfService()) }

func grants() []Grant {
	return []Grant{
		{ReadPublicRegister, Citizen, Everyone},
		{UseAccount, Citizen, Anywhere},
		{GrantRole, Admin, InUnit},
		{RevokeRole, Admin, InUnit},

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
	}
}

// grantsOfRequests are the rows of requests for help: who asks, takes, assigns, talks, and says whether it was solved.
func grantsOfRequests() []Grant {
	return []Grant{
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
		{EnterRequest, Volunteer, InUnit},
		{EnterRequest, Admin, InUnit},
		{ConfirmRequestPhone, Volunteer, InUnit},
		{ConfirmRequestPhone, Admin, InUnit},
		{MergeRequest, Volunteer, Held},
		{MergeRequest, Admin, InUnit},
		{SetPriority, Admin, InUnit},

		// matching: a volunteer must lead the unit besides, which the teams know and not this table
		{AssignRequest, Volunteer, InUnit},
		{AssignRequest, Admin, InUnit},
		{AnswerAssignment, Volunteer, Held},
		{AgreeTime, Volunteer, Held},
		{SetCompanion, Volunteer, InUnit},
		{SetCompanion, Admin, InUnit},
		{OverseeHelp, Volunteer, InUnit},
		{OverseeHelp, Admin, InUnit},

		// Contact.
		{SendMessage, Citizen, Own},
		{SendMessage, Volunteer, Held},
		{SendMessage, Admin, InUnit},
		{RevealContact, Volunteer, Held},
		{RevealContact, Admin, InUnit},
		{AllowContact, Citizen, Own},

		// After the help.
		{AnswerSolved, Citizen, Own},
		{FollowUpRequest, Citizen, Own},
		{ReadSolvedAnswer, Citizen, Own},
		{ReadSolvedAnswer, Admin, InUnit},
		{ReadHelpFigures, Admin, InUnit},
	}
}

// grantsOfService are the rows of teams and their shifts, of what is recorded of the help, and of the reception of citizens.
func grantsOfService() []Grant {
	return []Grant{
		// Teams.
		{ManageTeam, Admin, InUnit},
		{LeadTeam, Admin, InUnit},
		{LeadTeam, Volunteer, InUnit},
		{ReadMember, Admin, InUnit},
		{KeepMembership, Citizen, Own},
		{ManageHelpPoint, Admin, InUnit},
		{ReadShift, Admin, InUnit},
		{ReadShift, Volunteer, InUnit},
		{JoinShift, Volunteer, InUnit},
		{ReadSignup, Admin, InUnit},
		{KeepSignup, Citizen, Own},

		// Reception.
		{ManageReception, Admin, InUnit},
		{ReceivePeople, Admin, InUnit},
		{BookReception, Citizen, Anywhere}, // reception is for everybody, wherever they live
		{KeepReceptionBooking, Citizen, Own},
		{ReadReceptionBooking, Citizen, Own},
		{ReadReceptionBooking, Admin, InUnit},
		{RateReception, Citizen, Anywhere},

		// Assistance.
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

		// Offline.
		{ReadOffline, Volunteer, InUnit},
	}
}

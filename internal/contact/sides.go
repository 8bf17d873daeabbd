package contact

import (
	"slices"
	"time"

	"gandan/ent"
	"gandan/ent/contactreveal"
	"gandan/ent/gid"
	"gandan/ent/helprequest"
	"gandan/ent/requestmessage"
	"gandan/internal/access"
)

// object is the request as far as access is concerned.
func object(r *ent.HelpRequest) access.Object {
	return access.Object{Path: r.UnitPath, Owner: r.CitizenID, Holder: holder(r)}
}

// holder is who has taken the request; zero when nobody has.
func holder(r *ent.HelpRequest) gid.ID {
	if r.VolunteerID == nil {
		return gid.Zero
	}
	return *r.VolunteerID
}

// side is for whom the person writes: the citizen and the holder for themselves, whoever else may write for the unit.
func side(a access.Actor, r *ent.HelpRequest) requestmessage.By {
	switch a.ID {
	case r.CitizenID:
		return requestmessage.ByCITIZEN
	case holder(r):
		return requestmessage.ByVOLUNTEER
	}
	return requestmessage.ByUNIT
}

// roleOf is in which role the person opens the number.
func roleOf(a access.Actor, r *ent.HelpRequest) contactreveal.ViewerRole {
	if a.ID == holder(r) {
		return contactreveal.ViewerRoleVOLUNTEER
	}
	return contactreveal.ViewerRoleADMIN
}

// The states in which the number can be open: for the holder while they help, for an administrator also while nobody does.
var (
	helped  = []helprequest.Status{helprequest.StatusCLAIMED, helprequest.StatusIN_PROGRESS}
	ongoing = []helprequest.Status{helprequest.StatusOPEN, helprequest.StatusCLAIMED, helprequest.StatusIN_PROGRESS}
)

// phoneNeeded reports whether the request stands where the role may have the number open.
func phoneNeeded(role contactreveal.ViewerRole, r *ent.HelpRequest) bool {
	if role == contactreveal.ViewerRoleVOLUNTEER {
		return slices.Contains(helped, r.Status)
	}
	return slices.Contains(ongoing, r.Status)
}

// phoneConfirmed reports whether the number is known to belong to the citizen: an account begins with a code that was sent to
// its phone, so it is whenever the citizen asked by themselves; what somebody entered for them needs a code of its own.
func phoneConfirmed(r *ent.HelpRequest) bool {
	return r.EnteredByID == nil || r.PhoneConfirmedAt != nil
}

// talkOver reports whether the request was done so long ago that it takes no more messages.
func talkOver(r *ent.HelpRequest, p Policy, now time.Time) bool {
	return !slices.Contains(ongoing, r.Status) && now.Sub(r.StatusSince) > p.Messages
}

package identity

// The facts this domain tells. Their data are ids and codes only.
const (
	EventAccountCreated = "identity.account_created" // subject: the account
	EventProfileUpdated = "identity.profile_updated" // subject: the account; fields
	EventSignedIn       = "identity.signed_in"       // subject: the session; account
	EventSessionEnded   = "identity.session_ended"   // subject: the session; account, reason
	EventRoleGranted    = "identity.role_granted"    // subject: the grant; account, role, unit
	EventRoleRevoked    = "identity.role_revoked"    // subject: the grant; account, role, unit
)

// Why a session ended.
const (
	ReasonSignOut = "SIGN_OUT"
	ReasonReuse   = "REUSE" // an old refresh token was used again: somebody has copied it
)

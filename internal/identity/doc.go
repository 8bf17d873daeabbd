// Package identity is the ground domain of people: who somebody is, on which device, and what they may be where.
//
// It owns accounts, role grants, sign-in challenges, sessions, refresh tokens and access records.
//
// A person proves a phone by a code and gets a session: a signed access token of ten minutes, and a refresh token that is
// exchanged once for the next pair. The token only says which session it belongs to; whether that session lives and what its
// person may do is read from the database, from memory for two seconds at most, so that the end of a session and a change of
// roles count at once in this process and within two seconds in the others.
//
// The life of a challenge: open, then used, tried out (five tries) or expired. One whose message could not be sent is used
// without a try. The life of a session: open, then ended by signing out (SIGN_OUT), by the second use of a refresh token
// (REUSE), or by time: the bounds depend on the strongest role that the person holds now, so whoever becomes an admin signs
// in again when the session is older than an admin's may be. The life of a grant: held, then revoked.
//
// It emits the facts of events.go.
package identity

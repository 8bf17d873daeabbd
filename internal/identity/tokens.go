package identity

import "time"

// Tokens are what a signed-in device holds.
type Tokens struct {
	AccessToken          string
	AccessTokenExpiresAt time.Time
	RefreshToken         string
}

package identity

// RefreshSessionInput is the refresh token in hand.
type RefreshSessionInput struct {
	RefreshToken string
}

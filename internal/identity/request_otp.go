package identity

// RequestOtpInput is whom to send a code.
type RequestOtpInput struct {
	Phone string
}

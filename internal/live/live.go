package live

// Hub is filled in by the domain.
type Hub struct{}

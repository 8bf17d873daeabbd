package graph

// Resolver is the one place where the services of the domains enter the graph.
type Resolver struct{}

// Package moderation looks at what people wrote. It owns the cases, the flags and the decisions.
//
// A case is OPEN until an admin of its unit decides it, then DECIDED for good (lifecycle.go); content that is flagged again
// later gets a new case. A piece of content has one open case at most. The case keeps the words as they were, every decision
// stays, and who raised a flag is shown to nobody: it stands in no event, no list and no notification.
//
// Nobody decides on, or flags, their own content. The decision and what it does to the content happen in one transaction,
// through the interfaces Questions, Requests and Opinions, which the domains that own the content satisfy.
//
// It emits moderation.case_opened and moderation.decided (events.go).
package moderation

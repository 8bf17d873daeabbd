package notify

import (
	"context"
	"slices"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/opinion"
	"gandan/internal/access"
	"gandan/internal/event"
)

// criticismRules says what is told of social criticism. An answer goes to whoever gave the opinion; a new version, the
// document, the end of the answers and the taking back go to all who have a part in the draft.
func criticismRules() map[string]rule {
	return map[string]rule{
		"criticism.opinion_answered":  toOpinionAuthor,
		"criticism.version_published": toPartOfDraft,
		"criticism.document_issued":   toPartOfDraft,
		"criticism.answers_finished":  toPartOfDraft,
		"criticism.draft_withdrawn":   toPartOfDraft,
	}
}

// toOpinionAuthor tells who gave the opinion. Of one that was written down in the room nobody knows who spoke.
func toOpinionAuthor(ctx context.Context, db *ent.Client, e event.Event) ([]line, error) {
	o, err := db.Opinion.Get(ctx, e.Subject)
	if err != nil || o.EnteredByOrganiser {
		return nil, err
	}
	d, err := db.Draft.Get(ctx, o.DraftID)
	if err != nil {
		return nil, err
	}
	return []line{{to: o.AuthorID, about: o.ID, args: map[string]string{"title": d.Title}}}, nil
}

// toPartOfDraft tells who follows the draft and who gave an opinion that counts, each once. Of a draft that the public does not
// read yet nobody is told.
func toPartOfDraft(ctx context.Context, db *ent.Client, e event.Event) ([]line, error) {
	d, err := db.Draft.Get(ctx, e.Subject)
	if err != nil || !d.Listed {
		return nil, err
	}
	people, err := followersOf(ctx, db, d.ID)
	if err != nil {
		return nil, err
	}
	var authors []gid.ID
	if err := db.Opinion.Query().Where(opinion.DraftID(d.ID), access.Listed, opinion.EnteredByOrganiser(false)).
		Unique(true).Select(opinion.FieldAuthorID).Scan(ctx, &authors); err != nil {
		return nil, err
	}
	for _, author := range authors {
		if !slices.Contains(people, author) {
			people = append(people, author)
		}
	}
	lines := make([]line, len(people))
	for i, person := range people {
		lines[i] = line{to: person, about: d.ID, args: map[string]string{"title": d.Title}}
	}
	return lines, nil
}

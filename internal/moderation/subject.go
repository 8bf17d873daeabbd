package moderation

import (
	"context"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/moderationcase"
	"gandan/ent/opinion"
	"gandan/ent/question"
	"gandan/internal/fault"
)

// content is what a case is about, whichever domain owns it.
type content struct {
	id       gid.ID
	kind     moderationcase.SubjectKind
	author   gid.ID
	words    string
	unitID   gid.ID
	unitPath string
	withheld bool // hidden or gone into another question: there is nothing left to point at
}

func ofQuestion(q *ent.Question) content {
	return content{
		id: q.ID, kind: moderationcase.SubjectKindQUESTION, author: q.AuthorID, words: q.Body, unitID: q.UnitID, unitPath: q.UnitPath,
		withheld: q.Status == question.StatusHIDDEN || q.Status == question.StatusMERGED,
	}
}

func ofRequest(r *ent.HelpRequest) content {
	return content{
		id: r.ID, kind: moderationcase.SubjectKindHELP_REQUEST, author: r.CitizenID, words: r.Description, unitID: r.UnitID,
		unitPath: r.UnitPath, withheld: r.DescriptionHidden,
	}
}

func ofOpinion(o *ent.Opinion) content {
	return content{
		id: o.ID, kind: moderationcase.SubjectKindOPINION, author: o.AuthorID, words: o.Body, unitID: o.UnitID, unitPath: o.UnitPath,
		withheld: o.Status == opinion.StatusHIDDEN,
	}
}

// readable is the content if the actor may read it.
// NOT_FOUND, or BAD_USER_INPUT with key WRONG_ID_KIND for what is no question, help request or opinion.
func (s *Service) readable(ctx context.Context, id gid.ID) (content, error) {
	switch id.Kind() {
	case gid.Question:
		q, err := s.questions.ReadableQuestion(ctx, id)
		if err != nil {
			return content{}, err
		}
		return ofQuestion(q), nil
	case gid.HelpRequest:
		r, err := s.requests.ReadableRequest(ctx, id)
		if err != nil {
			return content{}, err
		}
		return ofRequest(r), nil
	case gid.Opinion:
		o, err := s.opinions.ReadableOpinion(ctx, id)
		if err != nil {
			return content{}, err
		}
		return ofOpinion(o), nil
	default:
		return content{}, fault.Bad("input.subjectId", "WRONG_ID_KIND")
	}
}

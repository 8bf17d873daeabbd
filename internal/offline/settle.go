package offline

import (
	"context"
	"fmt"
	"maps"
	"runtime/debug"

	"gandan/ent"
	"gandan/ent/helprequest"
	"gandan/ent/offlinereceipt"
	"gandan/internal/access"
	"gandan/internal/fault"
	"gandan/internal/helpdesk"
	"gandan/internal/store"
)

// deed is an item with the clock of its device and what tells it from every other.
type deed struct {
	ItemInput
	clock  deviceClock
	digest []byte
}

// settled is the receipt of a deed, and whether the deed had been done before.
type settled struct {
	receipt *ent.OfflineReceipt
	before  bool
}

// tries is how often a deed is tried for which somebody was quicker at the same moment: the next time it is plain why.
const tries = 3

// settleOne does one item and says what became of it; cause is the fault of ours because of which it is RETRY.
func (u *Uploads) settleOne(ctx context.Context, clock deviceClock, in ItemInput) (result *ItemResult, cause error) {
	result = &ItemResult{ClientID: in.ClientID, HappenedAt: clock.right(in.At)}
	if !clock.near(in.At) {
		return result.refused(ctx, in, ItemRefused, fault.Bad("input.at", "DEVICE_TIME_UNUSABLE")), nil
	}
	done, err := u.settleDeed(ctx, deed{ItemInput: in, clock: clock, digest: in.fingerprint()})
	switch f := fault.Of(err); {
	case err == nil:
		return result.from(ctx, done), nil
	case !transient(f):
		return result.refused(ctx, in, ItemRefused, f), nil
	case f.Code == fault.RateLimited:
		return result.refused(ctx, in, ItemRetry, f), nil
	default:
		return result.refused(ctx, in, ItemRetry, f), err
	}
}

// settleDeed does the deed unless it is done, or keeps why it cannot be done. A refusal undoes what the verb may have written, so
// its receipt is written by itself; what came between finds the world as if nobody had tried.
func (u *Uploads) settleDeed(ctx context.Context, d deed) (done settled, err error) {
	for range tries {
		done, err = u.effect(ctx, d)
		if !fault.HasKey(err, "CONFLICT") {
			break
		}
	}
	if err == nil || transient(fault.Of(err)) {
		return done, err
	}
	return u.refusal(ctx, d, fault.Of(err))
}

// transient reports whether the same deed may be done the next time: the fault is ours, or somebody asked too often. A broken
// unique rule comes with its cause.
func transient(f *fault.Error) bool {
	switch f.Code {
	case fault.Unavailable, fault.Internal, fault.RateLimited, fault.Unauthenticated:
		return true
	case fault.Conflict:
		return f.Key == "CONFLICT" || store.Duplicate(f.Unwrap())
	default:
		return false
	}
}

// effect does the deed with its receipt in one transaction. The receipt goes first: whoever sends the same at the same moment
// waits there, and then finds it.
func (u *Uploads) effect(ctx context.Context, d deed) (settled, error) {
	return store.Write(ctx, u.store, func(ctx context.Context, tx *store.Tx) (settled, error) {
		if row, err := receiptOf(ctx, tx, d); row != nil || err != nil {
			return settled{row, true}, err
		}
		row, err := newReceipt(tx, d, offlinereceipt.OutcomeDONE).Save(ctx)
		if err != nil {
			return settled{}, err
		}
		made, err := u.try(ctx, tx, d)
		if err != nil || made.object == nil {
			return settled{row, made.before}, err
		}
		row.ObjectID = made.object
		return settled{row, made.before}, tx.OfflineReceipt.Update().Where(offlinereceipt.ID(row.ID)).SetObjectID(*made.object).Exec(ctx)
	})
}

// try does the deed. A verb that panics spoils its own item and not those behind it.
func (u *Uploads) try(ctx context.Context, tx *store.Tx, d deed) (out made, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fault.Wrap("panic", fmt.Errorf("%v\n%s", p, debug.Stack()))
		}
	}()
	if err := d.check(); err != nil {
		return made{}, err
	}
	if err := helpdesk.InTime(d.clock.right(d.At), tx.Now, "input.at"); err != nil {
		return made{}, err
	}
	return u.do(ctx, tx, d)
}

// refusal keeps why the deed cannot be done: sent again it gets the same answer, also when somebody else has changed the world
// since; whoever wants to try anew makes a new deed. What turns out to be as the person wanted it counts as done.
func (u *Uploads) refusal(ctx context.Context, d deed, f *fault.Error) (settled, error) {
	return store.Write(ctx, u.store, func(ctx context.Context, tx *store.Tx) (settled, error) {
		if row, err := receiptOf(ctx, tx, d); row != nil || err != nil {
			return settled{row, true}, err
		}
		there, err := reached(ctx, tx, d, f)
		if err != nil {
			return settled{}, err
		}
		if there {
			row, err := newReceipt(tx, d, offlinereceipt.OutcomeDONE).Save(ctx)
			return settled{row, true}, err
		}
		row, err := newReceipt(tx, d, outcomeOf(tx.Actor, f)).SetCode(string(f.Code)).SetReason(string(f.Key)).
			SetAtField(fieldOf(d.ItemInput, f)).SetArgs(argsOf(f)).Save(ctx)
		return settled{receipt: row}, err
	})
}

// argsOf is a copy, never nil: the column takes no null.
func argsOf(f *fault.Error) map[string]any {
	args := map[string]any{}
	maps.Copy(args, f.Args)
	return args
}

// outcomeOf tells what the world has made impossible from what could never be. That a volunteer does not hold a request is of the
// first kind: somebody gave it to another person.
func outcomeOf(a access.Actor, f *fault.Error) offlinereceipt.Outcome {
	switch {
	case f.Key == "CLIENT_ID_REUSED":
		return offlinereceipt.OutcomeREFUSED
	case f.Code == fault.Conflict, f.Key == "NOT_HOLDER" && access.MayTry(a, access.LogAssistance):
		return offlinereceipt.OutcomeCONFLICT
	}
	return offlinereceipt.OutcomeREFUSED
}

// reached reports whether a request that could not be taken is the person's already: they took it with another device, or by a
// call whose answer was lost.
func reached(ctx context.Context, tx *store.Tx, d deed, f *fault.Error) (bool, error) {
	if d.Claim == nil && d.Accept == nil || f.Code != fault.Conflict {
		return false, nil
	}
	id, _ := d.requestID()
	return tx.HelpRequest.Query().Where(helprequest.ID(id), helprequest.VolunteerID(tx.Actor.ID),
		helprequest.StatusIn(helprequest.StatusCLAIMED, helprequest.StatusIN_PROGRESS)).Exist(access.For(ctx, access.ActOnRequest))
}

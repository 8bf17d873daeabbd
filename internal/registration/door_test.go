package registration_test

import (
	"context"
	"crypto/ed25519"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"gandan/ent"
	"gandan/ent/activity"
	entregistration "gandan/ent/registration"
	"gandan/internal/fault"
	"gandan/internal/identity"
	"gandan/internal/registration"
)

// atDoor is a live conference with one person who has a seat.
func atDoor(t *testing.T, w *world) (*ent.Conference, context.Context, *ent.Registration) {
	t.Helper()
	c, who := w.announced(t, 2), w.citizens(t, 1)[0]
	r := w.registered(t, who, c)
	w.clock.Advance(ahead)
	w.start(t, c)
	return c, who, r
}

func (w *world) ticket(t *testing.T, who context.Context, c *ent.Conference) *registration.Ticket {
	t.Helper()
	return must[*registration.Ticket](t)(w.MyTicket(who, c.ID))
}

func (w *world) scan(c *ent.Conference, qr string) (*ent.Registration, error) {
	return w.CheckIn(w.admin, registration.CheckInInput{ConferenceID: c.ID, Qr: &qr})
}

func TestATicketOpensTheDoorOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c, who, r := atDoor(t, w)
		ticket := w.ticket(t, who, c)
		came := must[*ent.Registration](t)(w.scan(c, ticket.Qr))
		if came.ID != r.ID || came.Status != entregistration.StatusATTENDED || *came.Door != entregistration.DoorQR || *came.CheckedInByID != actorOf(w.admin).ID {
			t.Errorf("came %v", came)
		}
		w.clock.Advance(time.Minute)
		_, err := w.scan(c, ticket.Qr)
		wantFault(t, err, fault.Conflict, "ALREADY_CHECKED_IN")
		if at := fault.Of(err).Args["at"]; at != "08:30, 10/03/2026" {
			t.Errorf("it says that it was used at %v", at)
		}
		_, err = w.MyTicket(who, c.ID)
		wantFault(t, err, fault.Conflict, "ALREADY_CHECKED_IN")
		rows := must[[]*ent.Activity](t)(w.store.Reader(w.system).Activity.Query().Where(activity.KindEQ(activity.KindATTENDANCE_CHANGED)).All(w.system))
		if now := w.conferenceNow(t, c); now.AttendedCount != 1 || len(rows) != 1 || rows[0].Sequence != now.LastSequence {
			t.Errorf("%d attended, the viewers were told %v", now.AttendedCount, rows)
		}
		w.sound(t, c.ID)
	})
}

func TestACodeIsReadHoweverItIsTyped(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c, who, _ := atDoor(t, w)
		code := strings.ToLower(w.ticket(t, who, c).Code)
		typed := " " + code[:4] + " - " + code[4:]
		came := must[*ent.Registration](t)(w.CheckIn(w.admin, registration.CheckInInput{ConferenceID: c.ID, Code: &typed}))
		if *came.Door != entregistration.DoorCODE {
			t.Errorf("came by %s", *came.Door)
		}
	})
}

func TestADoubledTicketLetsOneInOfTenWhoShowItAtOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c, who, _ := atDoor(t, w)
		qr := w.ticket(t, who, c).Qr
		var in [10]error
		atOnce(len(in), func(i int) { _, in[i] = w.scan(c, qr) })
		let := 0
		for _, err := range in {
			if err == nil {
				let++
			} else if !fault.HasKey(err, "ALREADY_CHECKED_IN") {
				t.Error(err)
			}
		}
		if let != 1 {
			t.Errorf("%d came in", let)
		}
		w.sound(t, c.ID)
	})
}

// sign makes a token with whatever is given for its head.
func sign(t *testing.T, method jwt.SigningMethod, key any, typ, kid string, claims jwt.MapClaims) string {
	t.Helper()
	token := jwt.NewWithClaims(method, claims)
	token.Header["typ"], token.Header["kid"] = typ, kid
	return must[string](t)(token.SignedString(key))
}

func TestWhatIsNoTicketOfOursIsRefusedEachInItsWay(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c, who, r := atDoor(t, w)
		good := w.ticket(t, who, c).Qr
		kid := identity.NewSigningKey(w.key).ID
		now := w.clock.Now().Unix()
		claims := jwt.MapClaims{"iss": "gandan", "aud": "door", "sub": r.ID.String(), "con": c.ID.String(), "iat": now, "exp": now + 300}
		without := func(name string, instead any) jwt.MapClaims {
			other := jwt.MapClaims{}
			for k, v := range claims {
				other[k] = v
			}
			if delete(other, name); instead != nil {
				other[name] = instead
			}
			return other
		}
		stolen := ed25519.NewKeyFromSeed(make([]byte, ed25519.SeedSize))
		public, _ := w.key.Public().(ed25519.PublicKey)
		elsewhere := w.announced(t, 0)
		w.registered(t, who, elsewhere)
		access := must[string](t)(w.people.TokenFor(context.Background(), "+84100000004", time.Hour))
		for name, c := range map[string]struct {
			qr  string
			key fault.Key
		}{
			"another key under our name":      {sign(t, jwt.SigningMethodEdDSA, stolen, "ticket+jwt", kid, claims), "TICKET_FORGED"},
			"another key":                     {sign(t, jwt.SigningMethodEdDSA, stolen, "ticket+jwt", "mine", claims), "TICKET_FORGED"},
			"a changed signature":             {good[:len(good)-8] + "AAAAAAAA", "TICKET_FORGED"},
			"no algorithm":                    {sign(t, jwt.SigningMethodNone, jwt.UnsafeAllowNoneSignatureType, "ticket+jwt", kid, claims), "TICKET_ALGORITHM"},
			"a MAC with the public key":       {sign(t, jwt.SigningMethodHS256, []byte(public), "ticket+jwt", kid, claims), "TICKET_ALGORITHM"},
			"an access token":                 {access, "NOT_A_TICKET"},
			"the claims as an access token":   {sign(t, jwt.SigningMethodEdDSA, w.key, "at+jwt", kid, claims), "NOT_A_TICKET"},
			"a plain token":                   {sign(t, jwt.SigningMethodEdDSA, w.key, "JWT", kid, claims), "NOT_A_TICKET"},
			"for another place":               {sign(t, jwt.SigningMethodEdDSA, w.key, "ticket+jwt", kid, without("aud", "gandan-app")), "NOT_A_TICKET"},
			"without an end":                  {sign(t, jwt.SigningMethodEdDSA, w.key, "ticket+jwt", kid, without("exp", nil)), "NOT_A_TICKET"},
			"of a person for a registration":  {sign(t, jwt.SigningMethodEdDSA, w.key, "ticket+jwt", kid, without("sub", actorOf(who).ID.String())), "NOT_A_TICKET"},
			"stale":                           {sign(t, jwt.SigningMethodEdDSA, w.key, "ticket+jwt", kid, without("exp", now-60)), "TICKET_EXPIRED"},
			"of another conference":           {w.ticket(t, who, elsewhere).Qr, "TICKET_ELSEWHERE"},
			"text":                            {"xin chào", "NOT_A_TICKET"},
			"nothing":                         {"", "NOT_A_TICKET"},
			"with a line end in it":           {good[:20] + "\n" + good[20:], "NOT_A_TICKET"},
			"longer than a picture can carry": {good + strings.Repeat("A", 3000), "NOT_A_TICKET"},
		} {
			t.Run(name, func(t *testing.T) {
				_, err := w.CheckIn(w.admin, registration.CheckInInput{ConferenceID: r.ConferenceID, Qr: &c.qr})
				wantFault(t, err, fault.BadUserInput, c.key, "input.qr")
			})
		}
		if now := w.now(t, r); now.Status != entregistration.StatusREGISTERED {
			t.Errorf("refused, it is %s", now.Status)
		}
		if _, err := w.people.Authenticate(context.Background(), good); !fault.HasKey(err, "BAD_TOKEN") {
			t.Errorf("a ticket signs somebody in: %v", err)
		}
	})
}

func TestATicketGrowsStaleAndVoid(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c, who, r := atDoor(t, w)
		ticket := w.ticket(t, who, c)
		if life := ticket.ExpiresAt.Sub(w.clock.Now()); life != 5*time.Minute {
			t.Errorf("it holds for %s", life)
		}
		w.clock.Advance(5*time.Minute + 6*time.Second)
		_, err := w.scan(c, ticket.Qr)
		wantFault(t, err, fault.BadUserInput, "TICKET_EXPIRED", "input.qr")
		ticket = w.ticket(t, who, c)
		w.cancel(t, who, r)
		_, err = w.scan(c, ticket.Qr)
		wantFault(t, err, fault.Conflict, "TICKET_VOID")
	})
}

// TestATicketIsCheckedWithoutAConnection verifies a ticket with the published keys alone, and finds nothing personal in it.
func TestATicketIsCheckedWithoutAConnection(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c, who, r := atDoor(t, w)
		answer := httptest.NewRecorder()
		w.people.JWKS().ServeHTTP(answer, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/", http.NoBody))
		var set struct {
			Keys []struct {
				X string `json:"x"`
			} `json:"keys"`
		}
		if err := json.Unmarshal(answer.Body.Bytes(), &set); err != nil {
			t.Fatal(err)
		}
		public := must[[]byte](t)(jwt.NewParser().DecodeSegment(set.Keys[0].X))
		token := must[*jwt.Token](t)(jwt.NewParser(jwt.WithTimeFunc(w.clock.Now)).Parse(w.ticket(t, who, c).Qr, func(*jwt.Token) (any, error) { return ed25519.PublicKey(public), nil }))
		claims, _ := token.Claims.(jwt.MapClaims)
		if len(claims) != 6 || claims["sub"] != r.ID.String() || claims["con"] != c.ID.String() || claims["iss"] != "gandan" || claims["aud"] != "door" {
			t.Errorf("it says %v", claims)
		}
	})
}

func TestTheDoorOpensThreeHoursBeforeTheStart(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c, who := w.announced(t, 2), w.citizens(t, 1)[0]
		r := w.registered(t, who, c)
		in := registration.CheckInInput{ConferenceID: c.ID, Code: r.Code}
		w.clock.Set(c.StartsAt.Add(-3*time.Hour - time.Microsecond))
		_, err := w.CheckIn(w.admin, in)
		wantFault(t, err, fault.Conflict, "DOOR_CLOSED")
		_, err = w.WalkIn(w.admin, registration.WalkInInput{ConferenceID: c.ID})
		wantFault(t, err, fault.Conflict, "DOOR_CLOSED")
		w.clock.Advance(time.Microsecond)
		must[*ent.Registration](t)(w.CheckIn(w.cityAdmin, in))
		w.clock.Set(c.EndsAt)
		_, err = w.WalkIn(w.admin, registration.WalkInInput{ConferenceID: c.ID})
		wantFault(t, err, fault.Conflict, "DOOR_CLOSED")
		if n := must[int](t)(w.store.Reader(w.system).Activity.Query().Where(activity.KindEQ(activity.KindATTENDANCE_CHANGED)).Count(w.system)); n != 0 {
			t.Errorf("viewers were told of %d who came before the start", n)
		}
	})
}

func TestWhoWalksInTakesAFreeSeatOrIsLetInOverTheCapacity(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		c, _, _ := atDoor(t, w)
		in := registration.WalkInInput{ConferenceID: c.ID}
		first := must[*ent.Registration](t)(w.WalkIn(w.admin, in))
		if first.AccountID != nil || first.Code != nil || first.Number != 2 || *first.Door != entregistration.DoorWALK_IN {
			t.Errorf("walked in %v", first)
		}
		w.sound(t, c.ID)
		_, err := w.WalkIn(w.admin, in)
		wantFault(t, err, fault.Conflict, "FULL")
		if n := len(w.rows(t, c)); n != 2 {
			t.Errorf("refused, it left a trace: %d rows", n)
		}
		in.OverCapacity = ptr(true)
		must[*ent.Registration](t)(w.WalkIn(w.admin, in))
		if now := w.conferenceNow(t, c); now.RegisteredCount != 3 || now.AttendedCount != 2 || *now.Capacity != 2 {
			t.Errorf("%d seats taken, %d came", now.RegisteredCount, now.AttendedCount)
		}
		late := w.registered(t, w.citizens(t, 1)[0], c)
		if late.Status != entregistration.StatusWAITING {
			t.Errorf("over the capacity one is %s", late.Status)
		}
	})
}

package outbox_test

import (
	"context"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"sync"
	"testing"
	"time"

	"gandan/ent/gid"
	"gandan/internal/event"
	"gandan/internal/store"
	"gandan/internal/store/storetest"
)

// Settings of the process that is killed; see TestMain.
const (
	dieBefore = "GANDAN_TEST_DIE_BEFORE_PUBLISH"
	dieAfter  = "GANDAN_TEST_DIE_AFTER_PUBLISH"
	dataEnv   = "GANDAN_TEST_DATA"
	dsnEnv    = "GANDAN_TEST_DSN"
	killed    = 3
)

// TestMain is also the process of the crash tests: it commits facts and relays them until it dies without a farewell.
func TestMain(m *testing.M) {
	switch {
	case os.Getenv(dieBefore) != "":
		die(func(*store.Store) event.Subscriber { return nil })
	case os.Getenv(dieAfter) != "":
		die(func(s *store.Store) event.Subscriber {
			return ear(func(ctx context.Context, e event.Event) error {
				if err := (ledger{s}).On(ctx, e); err != nil {
					return err
				}
				os.Exit(killed)
				return nil
			})
		})
	default:
		os.Exit(m.Run())
	}
}

func die(subscriber func(*store.Store) event.Subscriber) {
	s, err := store.Open(context.Background(), os.Getenv(dsnEnv), os.Getenv(dataEnv), storetest.NewClock(), &storetest.CountingIDs{})
	if err != nil {
		panic(err)
	}
	if err := store.Do(system, s, func(ctx context.Context, tx *store.Tx) error {
		for i := range 3 {
			if err := tx.Emit(ctx, "test.told", newSubject(uint32(i), s), nil); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		panic(err)
	}
	if to := subscriber(s); to != nil {
		r, _ := relay(s, to)
		_ = r.Run(context.Background())
	}
	os.Exit(killed)
}

// afterDeath runs the test on the databases that a killed process left behind.
func afterDeath(t *testing.T, how string, test func(t *testing.T, s *store.Store)) {
	t.Helper()
	for name, dsn := range map[string]func(*testing.T) string{
		"sqlite":  func(*testing.T) string { return "" },
		"mariadb": func(t *testing.T) string { return storetest.MariaDB(t) },
	} {
		t.Run(name, func(t *testing.T) {
			dsn, data := dsn(t), t.TempDir()
			process := exec.Command(os.Args[0])
			process.Env = append(os.Environ(), how+"=1", dataEnv+"="+data, dsnEnv+"="+dsn)
			if out, err := process.CombinedOutput(); process.ProcessState.ExitCode() != killed {
				t.Fatalf("the process did not die as it should: %v\n%s", err, out)
			}
			ids := &storetest.CountingIDs{}
			ids.Restart(1000)
			s, err := store.Open(context.Background(), dsn, data, storetest.NewClock(), ids)
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = s.Close() }()
			test(t, s)
		})
	}
}

func TestAProcessKilledBetweenCommitAndPublishLosesNothing(t *testing.T) {
	afterDeath(t, dieBefore, func(t *testing.T, s *store.Store) {
		if n := unrelayed(t, s); n != 3 {
			t.Fatalf("%d facts wait, want 3", n)
		}
		heard := &recorder{}
		r, _ := relay(s, heard, ledger{s})
		flush(t, r)
		if len(heard.heard) != 3 || applied(t, s) != 3 || unrelayed(t, s) != 0 {
			t.Errorf("%d delivered, %d applied, %d wait", len(heard.heard), applied(t, s), unrelayed(t, s))
		}
	})
}

func TestAProcessKilledBetweenPublishAndMarkAppliesOnce(t *testing.T) {
	afterDeath(t, dieAfter, func(t *testing.T, s *store.Store) {
		if applied(t, s) != 1 || unrelayed(t, s) != 3 {
			t.Fatalf("%d applied, %d wait, want 1 and 3: the process died elsewhere", applied(t, s), unrelayed(t, s))
		}
		heard := &recorder{}
		r, _ := relay(s, heard, ledger{s})
		flush(t, r)
		if len(heard.heard) != 3 || applied(t, s) != 3 || unrelayed(t, s) != 0 {
			t.Errorf("%d delivered, %d applied, %d wait", len(heard.heard), applied(t, s), unrelayed(t, s))
		}
	})
}

// orders checks that the versions of each subject are first heard in their order.
type orders struct {
	t    *testing.T
	mu   sync.Mutex
	last map[gid.ID]int
	all  int
}

func (o *orders) On(_ context.Context, e event.Event) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.all++
	version, err := strconv.Atoi(e.Data["version"])
	if err != nil {
		return err
	}
	if version > o.last[e.Subject]+1 {
		o.t.Errorf("version %d of %s came after %d", version, e.Subject, o.last[e.Subject])
	}
	o.last[e.Subject] = max(version, o.last[e.Subject])
	return nil
}

// TestTwoHundredParallelWritesUnderDyingRelays writes while relays die in the middle of their deliveries, one after the
// other: each fact is heard, each is applied once, and those of one subject come in order.
func TestTwoHundredParallelWritesUnderDyingRelays(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store, _ *storetest.Clock) {
		accounts := people(t, s, 10)
		order := &orders{t: t, last: map[gid.ID]int{}}
		for _, a := range accounts {
			order.last[a.ID] = a.GrantsVersion
		}
		var writers sync.WaitGroup
		for i := range 200 {
			writers.Go(func() {
				if err := change(s, accounts[i%len(accounts)]); err != nil {
					t.Errorf("writing: %v", err)
				}
			})
		}
		heard, deaths := 0, 0
		mortal := ear(func(context.Context, event.Event) error {
			if heard++; heard%23 == 0 {
				deaths++
				runtime.Goexit() // the relay is gone before it can mark anything
			}
			return nil
		})
		for deaths < 5 { // which takes 115 deliveries, and there will be 200
			r, _ := relay(s, order, ledger{s}, mortal)
			done := make(chan struct{})
			go func() {
				defer close(done)
				_ = r.Flush(context.Background())
			}()
			<-done
			time.Sleep(time.Millisecond)
		}
		writers.Wait()
		healthy, _ := relay(s, order, ledger{s})
		flush(t, healthy)
		if got := applied(t, s); got != 200 || unrelayed(t, s) != 0 {
			t.Errorf("%d applied, %d wait", got, unrelayed(t, s))
		}
		if order.all <= 200 {
			t.Errorf("%d deliveries: what a dead relay had delivered must come again", order.all)
		}
	})
}

func TestTwoRelaysOnOneDatabaseApplyOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store, _ *storetest.Clock) {
		accounts := people(t, s, 5)
		ctx, stop := context.WithCancel(context.Background())
		var all, running sync.WaitGroup
		for range 2 {
			r, _ := relay(s, ledger{s})
			running.Go(func() { _ = r.Run(ctx) })
		}
		defer running.Wait()
		defer stop()
		for i := range 100 {
			all.Go(func() {
				if err := change(s, accounts[i%len(accounts)]); err != nil {
					t.Errorf("writing: %v", err)
				}
			})
		}
		all.Wait()
		r, _ := relay(s, ledger{s})
		flush(t, r)
		if got := applied(t, s); got != 100 || unrelayed(t, s) != 0 {
			t.Errorf("%d applied, %d wait", got, unrelayed(t, s))
		}
	})
}

package apitest_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"time"
)

// send sends the beginning of the queue and takes out what is acknowledged. Of a hundred answers thirty are lost: a third of
// these because nothing arrived, a third because the line broke meanwhile, a third on their way back. Five more times the app is
// killed while the server works; what it sent goes on without it, also beside what it sends after its restart.
func (d *device) send(now time.Time) {
	batch := d.disk.Queue[:min(len(d.disk.Queue), 1+d.dice.IntN(20))]
	if len(batch) == 0 {
		return
	}
	d.day.count(func(n *counts) { n.sends++ })
	body := d.body(now, batch)
	switch n := d.dice.IntN(100); {
	case n < 10:
		d.day.count(func(n *counts) { n.lostThere++ })
	case n < 20:
		ctx, cut := context.WithTimeout(context.Background(), time.Duration(d.dice.IntN(20_000))*time.Microsecond)
		_, _ = d.call(ctx, body) // whatever it is, nobody hears it
		cut()
		d.day.count(func(n *counts) { n.cut++ })
	case n < 30:
		if _, err := d.call(context.Background(), body); err != nil {
			d.day.t.Errorf("%s: %v", d.name, err)
		}
		d.day.count(func(n *counts) { n.lostBack++ })
	case n < 35:
		d.ghosts.Go(func() { _, _ = d.call(context.Background(), body) })
		d.restart()
		d.day.count(func(n *counts) { n.kills++ })
	default:
		d.hear(batch, body)
	}
}

func (d *device) hear(batch []entry, body []byte) {
	results, err := d.call(context.Background(), body)
	if err != nil {
		d.day.t.Errorf("%s: %v", d.name, err)
		return
	}
	if len(results) != len(batch) {
		d.day.t.Errorf("%s: %d results for %d items", d.name, len(results), len(batch))
		return
	}
	left := []entry{}
	for i, r := range results {
		if r.ClientID != batch[i].ID {
			d.day.t.Errorf("%s: result %d is of %s, not of %s", d.name, i, r.ClientID, batch[i].ID)
		}
		if r.Status == "RETRY" {
			left = append(left, batch[i])
			d.day.count(func(n *counts) { n.retry++ })
			continue
		}
		d.learn(batch[i], r)
		d.disk.Acked = append(d.disk.Acked, acknowledged{batch[i], r.Status, r.Error.Reason})
	}
	d.disk.Queue = append(left, d.disk.Queue[len(batch):]...)
	d.save()
}

// learn sets right what the device thought.
func (d *device) learn(e entry, r uploaded) {
	if r.Status == "CONFLICT" {
		d.disk.Mine = slices.DeleteFunc(d.disk.Mine, func(id string) bool { return id == e.About })
	}
}

// uploaded is a result as the device reads it.
type uploaded struct {
	ClientID, Status string
	Error            struct{ Reason string }
}

func (d *device) body(now time.Time, batch []entry) []byte {
	items := make([]any, len(batch))
	for i, e := range batch {
		items[i] = map[string]any{"clientId": e.ID, "at": e.At, e.Kind: e.Input}
	}
	text, err := json.Marshal(map[string]any{"query": d.day.upload, "variables": in(map[string]any{"deviceTime": now.Add(d.skew), "items": items})})
	if err != nil {
		d.day.t.Errorf("%s: %v", d.name, err)
	}
	return text
}

func (d *device) call(ctx context.Context, body []byte) ([]uploaded, error) {
	var out struct {
		Data   struct{ UploadOffline struct{ Results []uploaded } }
		Errors []struct{ Message string }
	}
	if err := d.ask(ctx, body, &out); err != nil {
		return nil, err
	}
	if len(out.Errors) > 0 {
		return nil, errors.New(out.Errors[0].Message)
	}
	return out.Data.UploadOffline.Results, nil
}

func (d *device) ask(ctx context.Context, body []byte, into any) error {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, d.day.url, bytes.NewReader(body))
	if err != nil {
		return err
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Authorization", "Bearer "+d.token)
	response, err := d.day.client.Do(r)
	if err != nil {
		return err
	}
	defer func() { _ = response.Body.Close() }()
	return json.NewDecoder(response.Body).Decode(into)
}

const lookAround = `query Look($unit: ID!) {
  open: helpRequests(unitId: $unit, status: OPEN, first: 20, orderBy: NEWEST) { nodes { id } }
  given: helpRequests(unitId: $unit, status: ASSIGNED, first: 20) { nodes { id } }
  claimed: helpRequests(unitId: $unit, status: CLAIMED, first: 20) { nodes { id } }
  going: helpRequests(unitId: $unit, status: IN_PROGRESS, first: 20) { nodes { id } }
}`

// look refreshes what the device knows. What its own queue is about it knows better than the server.
func (d *device) look() {
	var out struct {
		Data   map[string]struct{ Nodes []struct{ ID string } }
		Errors []struct{ Message string }
	}
	body, err := json.Marshal(map[string]any{"query": lookAround, "variables": map[string]any{"unit": d.day.w.named["ward"]}})
	if err == nil {
		err = d.ask(context.Background(), body, &out)
	}
	if err != nil || len(out.Errors) > 0 {
		d.day.t.Errorf("%s looks around: %v %v", d.name, err, out.Errors)
		return
	}
	read := func(names ...string) (ids []string) {
		for _, name := range names {
			for _, n := range out.Data[name].Nodes {
				if !slices.ContainsFunc(d.disk.Queue, func(e entry) bool { return e.About == n.ID }) {
					ids = append(ids, n.ID)
				}
			}
		}
		return ids
	}
	settledFor := func(id string) bool {
		return !slices.ContainsFunc(d.disk.Queue, func(e entry) bool { return e.About == id })
	}
	d.disk.Open, d.disk.Given = read("open"), read("given")
	d.disk.Mine = append(slices.DeleteFunc(d.disk.Mine, settledFor), read("claimed", "going")...)
	d.save()
}

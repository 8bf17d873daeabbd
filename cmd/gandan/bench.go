package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"gandan/internal/app"
	"gandan/internal/bench"
	"gandan/internal/config"
)

type benchCmd struct {
	Data benchDataCmd `cmd:"" help:"Fill an empty database, the same way for the same seed."`
}

type benchDataCmd struct {
	config.Serve
	Scale float64 `help:"1 = 50,000 citizens, 2,000 conferences, 100,000 help requests." default:"1"`
	Seed  uint64  `help:"Seed of everything invented." default:"1"`
}

// Run fills the database and says how far it is.
func (c *benchDataCmd) Run(ctx context.Context) (err error) {
	a, err := app.New(ctx, c.Serve, app.Real(logger(), os.Stderr))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	return bench.Fill(ctx, a.Store, a.Territory, c.Scale, c.Seed, func(line string) { fmt.Println(line) })
}

package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"gandan/internal/app"
	"gandan/internal/config"
)

type tokenCmd struct {
	config.Serve
	Phone string        `help:"Phone of the person, +84…; the account is made when it is new." required:""`
	TTL   time.Duration `help:"How long the token works." name:"ttl" default:"1h"`
}

// Validate refuses production before anything else is said about its settings.
func (c *tokenCmd) Validate() error {
	if c.Production {
		return errors.New("refused in production: people sign in with a code")
	}
	return c.Serve.Validate()
}

// Run prints the token and nothing else.
func (c *tokenCmd) Run(ctx context.Context) (err error) {
	a, err := app.New(ctx, c.Serve, app.Real(logger(), os.Stderr))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	token, err := a.Identity.TokenFor(ctx, c.Phone, c.TTL)
	if err != nil {
		return said(err)
	}
	_, err = fmt.Println(token)
	return err
}

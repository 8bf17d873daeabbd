package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"gandan/internal/app"
	"gandan/internal/config"
	"gandan/internal/fault"
	"gandan/internal/territory"
)

type importCmd struct {
	config.Serve
	What string `arg:"" help:"units, procedures, versions, fees, checklists or policies." enum:"units,procedures,versions,fees,checklists,policies"`
	File string `arg:"" help:"CSV file; the README.md of internal/territory/data and of internal/procedure describe the columns, internal/policy/policy.csv is an example of policies."`
}

// Run loads the file as a whole. A bad row is named with its line and column, and nothing is changed.
func (c *importCmd) Run(ctx context.Context) (err error) {
	file, err := os.Open(c.File)
	if err != nil {
		return fmt.Errorf("the file cannot be read: %w", err)
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	a, err := app.New(ctx, c.Serve, app.Real(logger(), os.Stderr))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	load := map[string]func(context.Context, io.Reader) (territory.Summary, error){
		"units": a.Territory.ImportUnits, "policies": a.Policy.Import, "procedures": a.Catalogue.ImportProcedures,
		"versions": a.Catalogue.ImportVersions, "fees": a.Catalogue.ImportFees, "checklists": a.Catalogue.ImportChecklists,
	}[c.What]
	sum, err := load(ctx, file)
	if err != nil {
		return said(err)
	}
	_, err = fmt.Printf("%d new, %d changed, %d unchanged\n", sum.New, sum.Changed, sum.Unchanged)
	return err
}

// said puts a fault into words, with what is wrong with a file; other errors speak for themselves.
func said(err error) error {
	var (
		f        *fault.Error
		problems territory.Problems
		unread   *fs.PathError
	)
	switch {
	case errors.As(err, &unread):
		return fmt.Errorf("the file cannot be read: %w", unread)
	case !errors.As(err, &f):
		return err
	case errors.As(err, &problems):
		return fmt.Errorf("%s\n%w", fault.Message(f.Key, "en", f.Args), problems)
	}
	return errors.New(fault.Message(f.Key, "en", f.Args))
}

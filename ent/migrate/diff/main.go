// Command diff writes the next migration of each dialect: what separates the migration folders, replayed on an empty
// database, from the schema in ent/schema. It needs no tool but Go and, for the mysql folder, a MariaDB (the data source
// name in GANDAN_TEST_MARIADB, else root on 127.0.0.1:3306).
//
// Run it in the root of the module, after go generate:
//
//	go run ./ent/migrate/diff add_rating
//
// Until the first release, and only until then, the whole history may be written anew:
//
//	go run ./ent/migrate/diff -restart init
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"time"
)

var validName = regexp.MustCompile(`^[a-z][a-z0-9_]{1,40}$`)

func main() {
	if err := run(context.Background(), os.Args[1:], time.Now()); err != nil {
		fmt.Fprintln(os.Stderr, "diff:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string, now time.Time) error {
	restart := len(args) > 0 && args[0] == "-restart"
	if restart {
		args = args[1:]
	}
	if len(args) != 1 || !validName.MatchString(args[0]) {
		return errors.New("want one name in lower case with underscores, such as add_rating")
	}
	root := filepath.Join("ent", "migrate")
	if _, err := os.Stat(filepath.Join(root, "embed.go")); err != nil {
		return fmt.Errorf("run it in the root of the module: %w", err)
	}
	for _, kind := range kinds {
		if restart {
			if err := forget(filepath.Join(root, kind.folder)); err != nil {
				return err
			}
		}
		written, err := writeNext(ctx, kind, filepath.Join(root, kind.folder), args[0], now)
		if err != nil {
			return fmt.Errorf("%s: %w", kind.folder, err)
		}
		report(kind, written)
	}
	return nil
}

// forget empties a folder of migrations. Databases made from them are then refused by the binary.
func forget(folder string) error {
	files, err := filepath.Glob(filepath.Join(folder, "*"))
	if err != nil {
		return err
	}
	for _, file := range files {
		if err := os.Remove(file); err != nil {
			return err
		}
	}
	return nil
}

func report(kind kind, written []string) {
	if len(written) == 0 {
		fmt.Printf("%s: nothing to change\n", kind.folder)
	}
	for _, name := range written {
		fmt.Printf("%s: wrote %s\n", kind.folder, name)
	}
}

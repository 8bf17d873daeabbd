# Everything here is one Go command; the file is only a list of them. The whole check is .ci/run.
GOLANGCI = go run github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0

.PHONY: help generate fmt lint test run migrate migrate-restart

help: ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

generate: ## make ent and gqlgen anew after a change of ent/schema or graph/*.graphqls
	go generate ./...

fmt: ## format what is written by hand
	gofmt -w $$(git ls-files --cached --others --exclude-standard '*.go')

lint: ## what CI lints
	go vet ./...
	$(GOLANGCI) run

test: ## every test; the MariaDB cases run when a server answers
	go test ./...

run: ## the demo, with GraphiQL at http://127.0.0.1:8080/
	go run ./cmd/gandan serve --demo

migrate: ## write the next migration of both dialects: make migrate NAME=add_rating
	go run ./ent/migrate/diff $(NAME)

migrate-restart: ## until the first release only: write the whole history anew
	go run ./ent/migrate/diff -restart init

// Package apitest tests the API as its clients see it: black box, over HTTP, on SQLite and on MariaDB, against the same
// golden files.
//
// A case is a file testdata/<domain>/<case>.graphql: a first line that says what it shows, then steps in order, against a
// fresh database with the people and places of world_test.go. A step begins with "# as: <person>", who is signed in, or
// "# as: visitor", or "# as: bearer <name>" for whoever holds the access token kept under that name; further lines:
//
//	# do: <role>/<Name>        the document of graph/operations with that name; otherwise the text of the step is the document
//	# vars: {…}                the variables; {{name}} is replaced by what was kept, by a place or person of the world, or by
//	                           the {{code of +84…}} that a phone was sent; {{ă × 2001}} is a text repeated
//	# keep: name = a.b.c       keeps a value of the answer's data
//	# wait: 72h                moves the clock before the step
//	# key: <text>              sends an idempotency key
//	# lang: en                 the language of the caller; Vietnamese without it
//	# send: pdf to {{path}}     sends a sample of files_test.go by PUT instead of a document
//	# fetch: {{path}}           fetches a file and shows what a client goes by
//	# case: another unit       what the step covers besides what its answer shows
//
// The golden file beside it holds each answer and the facts written by the step. -update rewrites it; read the difference.
package apitest

// Package criticism is social criticism of drafts (phản biện xã hội). It owns the drafts with their versions and clauses, the opinions with their answers, and the criticism documents.
package criticism

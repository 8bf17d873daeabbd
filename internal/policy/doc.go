// Package policy is the ground domain of dated rules: numbers that a law or a rule of a unit sets. It owns the table of policy rules.
package policy

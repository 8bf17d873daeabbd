// Package policy is the ground domain of dated rules: numbers that a law or a rule of a unit sets, such as days of notice or
// dialogues a year. It owns the table of policy rules.
//
// A rule holds for a key in the subtree of a unit, or everywhere, from valid_from up to the day before valid_to. The row of
// the nearest unit wins over that of a wider one, and the newest within a unit. So what happened before the day of a new
// rule keeps the old one, and a rule that changes is a row of a file and never a change of the program.
//
// Rules change by import only, all of a file or nothing. Those that come with the program are policy.csv, which holds what
// is confirmed and what is our own: what is known from memory only is for whoever runs the system to import. The rules are kept
// in memory as well, and read there.
//
// The package emits no events: the other processes notice a change by the stamp of the book (Refresh).
package policy

// Package procedure owns the administrative procedures that people need help with: what they are called, how they are carried out
// from which day on, what they cost where, and what to bring.
//
// A procedure is known by its code, or by its folded name without one; it never goes, since dossiers and requests point at it. A
// code that was replaced says by which. What changes is kept with its days: versions (level, channels, times), fees (a place, a
// channel) and checklists. A row holds from valid_from up to the day before valid_to, and of those that hold on a day the one that
// began last counts; so a rule for some months needs no change of the rule it stands in for. Of fees the nearest unit comes first.
//
// Procedures are found by their words, folded, which are rows of a table (ProcedureWord) with an index; what people say for the same
// thing (abbreviations.csv) is a word of its own that stands for all its phrases. The list of 187 is small, the one of the portal has about 5,700, so the
// database searches, in one statement; procedures by id are kept in memory, since every list of requests names some.
//
// Everything changes by import only, each in one transaction: all of a file or nothing. Nothing of the national portal is stored;
// PortalURL leads there. The package emits no events: other processes notice a change by the stamp of the directory (Refresh).
package procedure

// Package text holds what every domain needs to know about written Vietnamese: how to clean what people type, how to
// compare it in a search, how long it is, and how to read a table somebody typed into a spreadsheet.
//
// The same word may arrive composed (NFC, most keyboards) or decomposed (NFD, macOS and some Android keyboards). Text is
// cleaned once, where it enters, and is NFC from there on; what is searched is stored a second time, folded.
package text

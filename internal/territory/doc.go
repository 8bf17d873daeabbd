// Package territory owns places: administrative units over time and what became of them, and the organisations of each unit.
//
// A unit is named by its code and the day it began, since codes come back: 584 communes of 2017 became 126 units on 1 July
// 2025. It is in force from valid_from up to the day before valid_to; a record of another domain keeps the unit it happened in.
// Units and successions change by import only. Each import is one transaction: all of a file or nothing. They are
// kept in memory as well, and read and searched there.
//
// The package emits no events: the other processes notice a change by the stamp of the directory (Refresh).
package territory

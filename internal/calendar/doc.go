// Package calendar answers when an office works: which days, which hours, and how far a deadline is in working time.
//
// Everything in it is in Vietnam's local time, UTC+7 without summer time, whatever zone an instant comes in. Office hours
// are a setting, holidays are data (holidays.csv): the Prime Minister decides each year which days are swapped, so next
// year's table is replaced by a file, never by code.
//
// Each row of the table says where it comes from and how sure it is. A row marked "memory" has no source that was read, and
// one marked "guess" follows an earlier year until that year's decision is known: check both before relying on them.
//
// The package is pure: it reads no clock and no database.
package calendar

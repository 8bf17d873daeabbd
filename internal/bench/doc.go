// Package bench owns no table: it fills an empty database with invented data of the size of a city, and measures the screens
// of the app on it.
//
// The data follow the rules of the domains, though they are written past the verbs and in bulk: every status has its history,
// every counter its rows, every answer its organisation, every holder a role in the ward. The same seed and the same clock
// give the same rows. Names and texts are invented, and every phone has the withdrawn prefix +841.
package bench

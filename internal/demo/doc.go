// Package demo owns no table: it tells, once, an invented story in two real wards, so that every screen has something to show.
//
// The people do their deeds through the verbs of the domains, one after the other at instants before now; counters, history,
// activity and events are those of real use. The whole story is one transaction: it is there or it is not. Names are invented
// and phones have the withdrawn prefix +841, so that they reach nobody.
package demo

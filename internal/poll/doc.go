// Package poll asks the room and counts ballots. It owns the polls, their options, and who has voted; what somebody voted is kept nowhere.
package poll

// Package satisfaction counts how content people were. It owns who has rated, and how many gave which mark; who gave what is kept nowhere.
package satisfaction

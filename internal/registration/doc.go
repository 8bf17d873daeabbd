// Package registration gives out the seats of a conference, keeps the waiting list and the door. It owns the registrations and the secret addresses of calendars.
package registration

package httpd

import (
	"net/http"
	"net/netip"
	"strings"
)

// clientIP is the address of the client. Anyone can send X-Forwarded-For, so only the entries that our own proxies have
// appended count: with n proxies the n-th from the right. A shorter list did not come through them all and is not believed.
func clientIP(r *http.Request, proxies int) netip.Addr {
	remote := addressOf(r.RemoteAddr)
	if proxies <= 0 {
		return remote
	}
	hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	if len(hops) < proxies {
		return remote
	}
	if ip := addressOf(strings.TrimSpace(hops[len(hops)-proxies])); ip.IsValid() {
		return ip
	}
	return remote
}

// addressOf reads an address with or without a port.
func addressOf(s string) netip.Addr {
	if ap, err := netip.ParseAddrPort(s); err == nil {
		return ap.Addr().Unmap().WithZone("")
	}
	ip, err := netip.ParseAddr(s)
	if err != nil {
		return netip.Addr{}
	}
	return ip.Unmap().WithZone("")
}

// neighbourhood is what counts as one client without an account: a home or office gets a whole /64 of IPv6 addresses.
func neighbourhood(ip netip.Addr) string {
	if !ip.IsValid() {
		return "unknown"
	}
	bits := 32
	if ip.Is6() {
		bits = 64
	}
	p, err := ip.Prefix(bits)
	if err != nil {
		return "unknown"
	}
	return p.String()
}

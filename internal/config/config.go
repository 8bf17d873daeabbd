// Package config is every setting of the process in one typed struct: flags and GANDAN_… variables are read into it, and
// Validate refuses what cannot work before anything is opened.
package config

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"strings"
	"time"
)

// Database says where the rows are.
type Database struct {
	Data string `help:"Folder of the SQLite database, the development keys and local files." default:"./data" env:"GANDAN_DATA"`
	DB   string `help:"MariaDB or MySQL, such as user:pass@tcp(host:3306)/gandan; empty = SQLite in the data folder." default:"" env:"GANDAN_DB" placeholder:"DSN"`
}

// Serve are the settings of gandan serve. The zero values of the durations mean the standard of the part concerned.
type Serve struct {
	Database
	Listen     string `help:"Address to listen on." default:"127.0.0.1:8080" env:"GANDAN_LISTEN"`
	Demo       bool   `help:"Load invented people on real units, once. Refused in production." env:"GANDAN_DEMO"`
	Production bool   `help:"Refuse default keys, the log SMS sender and the demo; no introspection, no GraphiQL." env:"GANDAN_PRODUCTION"`

	Issuer         string   `help:"Issuer in the access tokens." default:"gandan" env:"GANDAN_ISSUER"`
	Audience       string   `help:"Audience in the access tokens." default:"gandan-app" env:"GANDAN_AUDIENCE"`
	SecretFile     string   `help:"File with the secret for codes and refresh tokens, 32 bytes or more, readable by its owner only." env:"GANDAN_SECRET_FILE" placeholder:"FILE"`
	SigningKeys    []string `help:"Files with Ed25519 private keys (PKCS 8, PEM): the first signs, all are accepted." env:"GANDAN_SIGNING_KEYS" placeholder:"FILE"`
	SMS            string   `help:"How codes are sent." enum:"log,webhook" default:"log" env:"GANDAN_SMS"`
	SMSURL         string   `help:"Address of the SMS webhook." name:"sms-url" env:"GANDAN_SMS_URL" placeholder:"URL"`
	SMSSecretFile  string   `help:"File with the secret that signs calls of the SMS webhook, 32 bytes or more." name:"sms-secret-file" env:"GANDAN_SMS_SECRET_FILE" placeholder:"FILE"`
	Origins        []string `help:"Browser origins that may call, besides our own." env:"GANDAN_ORIGINS" placeholder:"ORIGIN"`
	TrustedProxies int      `help:"How many proxies of ours stand in front and append to X-Forwarded-For." default:"0" env:"GANDAN_TRUSTED_PROXIES"`
	RatePoints     int      `help:"Points a caller may have used at once; 0 = no limit." default:"20000" env:"GANDAN_RATE_POINTS"`
	RateRefill     int      `help:"Points given back a second." default:"1000" env:"GANDAN_RATE_REFILL"`
	Holidays       string   `help:"File with the holidays and swapped working days, in the form of the one built in." env:"GANDAN_HOLIDAYS" placeholder:"FILE"`
	OTPPerAddress  int      `help:"Codes an address may ask for in an hour; an address may be a whole office, so 30 at least." name:"otp-per-address" default:"60" env:"GANDAN_OTP_PER_ADDRESS"`

	Files string `help:"Where attachments lie, such as s3://bucket?region=ap-southeast-1 with credentials in the environment; empty = folder files in the data folder." env:"GANDAN_FILES" placeholder:"URL"`

	PortalLink string `help:"Where the national portal speaks of a procedure, https, with {code} where its code goes; empty = no link." name:"portal-link" env:"GANDAN_PORTAL_LINK" placeholder:"URL"`

	Patience time.Duration `kong:"-"` // how long loaders wait for siblings; tests wait longer
}

// leastPerAddress is the floor of S-67 for addresses: a whole office shares one.
const leastPerAddress = 30

// Validate names everything that cannot work, at once.
func (c Serve) Validate() error {
	var wrong []error
	add := func(bad bool, format string, args ...any) {
		if bad {
			wrong = append(wrong, fmt.Errorf(format, args...))
		}
	}
	_, _, err := net.SplitHostPort(c.Listen)
	add(err != nil, "--listen %q is not host:port", c.Listen)
	add(c.TrustedProxies < 0, "--trusted-proxies is negative")
	add(c.RatePoints < 0 || c.RateRefill < 0, "--rate-points and --rate-refill are not negative")
	add(c.OTPPerAddress < leastPerAddress, "--otp-per-address is below %d", leastPerAddress)
	add(c.SMS == "webhook" && (c.SMSURL == "" || c.SMSSecretFile == ""), "--sms webhook needs --sms-url and --sms-secret-file")
	add(c.Files != "" && !isBucket(c.Files), "--files is no bucket such as s3://name?region=ap-southeast-1; credentials belong in the environment")
	add(c.PortalLink != "" && !isPortal(c.PortalLink), "--portal-link is no https address such as https://portal.example.vn/procedure?code={code}, without credentials")
	for _, o := range c.Origins {
		u, err := url.Parse(o)
		add(err != nil || u.Scheme == "" || u.Host == "" || strings.Trim(u.Path, "/") != "", "--origins %q is no origin such as https://app.example.vn", o)
	}
	return errors.Join(append(wrong, c.production()...)...)
}

// isPortal takes an https address without credentials, in which nothing but {code} stands in braces, and not in its host.
func isPortal(address string) bool {
	plain := strings.ReplaceAll(address, "{code}", "1.000001")
	u, err := url.Parse(plain)
	return err == nil && u.Scheme == "https" && u.Host != "" && u.User == nil && !strings.ContainsAny(plain, "{} \t\n\"<>") &&
		!strings.Contains(u.Host, "1.000001")
}

// isBucket takes the address of a bucket and nothing secret: what stands in a flag, everybody on the machine can read. The
// address is not repeated in the refusal for the same reason.
func isBucket(address string) bool {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "s3" || u.Host == "" || u.User != nil || strings.Trim(u.Path, "/") != "" {
		return false
	}
	for name := range u.Query() {
		name = strings.ToLower(name)
		if strings.Contains(name, "key") || strings.Contains(name, "secret") || strings.Contains(name, "token") || strings.Contains(name, "password") {
			return false
		}
	}
	return true
}

// production refuses what is fit for development only (S-55, S-73).
func (c Serve) production() []error {
	if !c.Production {
		return nil
	}
	var wrong []error
	add := func(bad bool, text string) {
		if bad {
			wrong = append(wrong, errors.New(text))
		}
	}
	add(c.Demo, "--demo is refused in production")
	add(c.SMS == "log", "--sms log is refused in production: it writes codes to the log")
	add(c.SecretFile == "", "--secret-file is needed in production")
	add(len(c.SigningKeys) == 0, "--signing-keys is needed in production")
	add(strings.HasPrefix(c.SMSURL, "http://"), "--sms-url must be https in production")
	return wrong
}

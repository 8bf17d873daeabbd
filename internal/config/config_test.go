package config_test

import (
	"strings"
	"testing"

	"gandan/internal/config"
)

func good() config.Serve {
	return config.Serve{Listen: "127.0.0.1:8080", SMS: "log", OTPPerAddress: 60}
}

func productive() config.Serve {
	c := good()
	c.Production, c.SMS, c.SMSURL, c.SMSSecretFile = true, "webhook", "https://sms.example.vn/send", "sms.key"
	c.SecretFile, c.SigningKeys = "secret.key", []string{"signing.pem"}
	c.Files = "s3://gandan-files?region=ap-southeast-1&endpoint=https://s3.example.vn"
	return c
}

func linked() config.Serve {
	c := good()
	c.PortalLink = "https://portal.example.vn/tthc?ma={code}"
	return c
}

func TestSettingsThatWorkAreAccepted(t *testing.T) {
	for name, c := range map[string]config.Serve{"development": good(), "production": productive(), "a link to the portal": linked()} {
		if err := c.Validate(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestEachSettingThatCannotWorkIsNamed(t *testing.T) {
	cases := map[string]struct {
		from   config.Serve
		change func(*config.Serve)
		says   string
	}{
		"an address without a port":        {good(), func(c *config.Serve) { c.Listen = "localhost" }, "--listen"},
		"a webhook without an address":     {good(), func(c *config.Serve) { c.SMS = "webhook" }, "--sms-url"},
		"an origin with a path":            {good(), func(c *config.Serve) { c.Origins = []string{"https://a.example/x"} }, "--origins"},
		"an office locked out":             {good(), func(c *config.Serve) { c.OTPPerAddress = 29 }, "--otp-per-address"},
		"negative proxies":                 {good(), func(c *config.Serve) { c.TrustedProxies = -1 }, "--trusted-proxies"},
		"a negative budget":                {good(), func(c *config.Serve) { c.RatePoints = -1 }, "--rate-points"},
		"files at an address of the web":   {good(), func(c *config.Serve) { c.Files = "https://bucket.example" }, "--files"},
		"files in no bucket":               {good(), func(c *config.Serve) { c.Files = "s3://" }, "--files"},
		"files in a folder of a bucket":    {good(), func(c *config.Serve) { c.Files = "s3://bucket/a" }, "--files"},
		"a password for the files":         {good(), func(c *config.Serve) { c.Files = "s3://user:pass@bucket" }, "credentials"},
		"a key for the files":              {good(), func(c *config.Serve) { c.Files = "s3://bucket?secret_key=abc" }, "credentials"},
		"a portal that is not https":       {good(), func(c *config.Serve) { c.PortalLink = "http://portal.example.vn/{code}" }, "--portal-link"},
		"a portal with a password":         {good(), func(c *config.Serve) { c.PortalLink = "https://user:pass@portal.example.vn/{code}" }, "--portal-link"},
		"a portal of a script":             {good(), func(c *config.Serve) { c.PortalLink = "javascript:alert({code})" }, "--portal-link"},
		"a portal without a host":          {good(), func(c *config.Serve) { c.PortalLink = "https:///{code}" }, "--portal-link"},
		"a code that chooses the host":     {good(), func(c *config.Serve) { c.PortalLink = "https://{code}.example.vn/" }, "--portal-link"},
		"another place than the code":      {good(), func(c *config.Serve) { c.PortalLink = "https://portal.example.vn/{id}" }, "--portal-link"},
		"a portal with a space":            {good(), func(c *config.Serve) { c.PortalLink = "https://portal.example.vn/a b" }, "--portal-link"},
		"the demo in production":           {productive(), func(c *config.Serve) { c.Demo = true }, "--demo"},
		"the log sender in production":     {productive(), func(c *config.Serve) { c.SMS = "log" }, "--sms log"},
		"production without a secret":      {productive(), func(c *config.Serve) { c.SecretFile = "" }, "--secret-file"},
		"production without a signing key": {productive(), func(c *config.Serve) { c.SigningKeys = nil }, "--signing-keys"},
		"a plain webhook in production":    {productive(), func(c *config.Serve) { c.SMSURL = "http://sms.example.vn" }, "--sms-url"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			c.change(&c.from)
			if err := c.from.Validate(); err == nil || !strings.Contains(err.Error(), c.says) {
				t.Fatalf("got %v, want a word about %s", err, c.says)
			} else if strings.Contains(err.Error(), "pass@") || strings.Contains(err.Error(), "abc") {
				t.Errorf("the refusal repeats a secret: %v", err)
			}
		})
	}
}

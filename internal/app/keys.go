package app

import (
	"gandan/internal/config"
	"gandan/internal/identity"
)

// identityOptions finds the keys and the way to send codes: files in production, made once in the data folder otherwise.
func identityOptions(cfg config.Serve, env Env) (identity.Options, error) {
	o := identity.Options{
		Production: cfg.Production, Issuer: cfg.Issuer, Audience: cfg.Audience, CodesPerSource: cfg.OTPPerAddress,
	}
	keys, err := keysOf(cfg)
	if err != nil {
		return o, err
	}
	o.Secret, o.SigningKeys = keys.Secret, keys.Signing
	o.Sender, err = sender(cfg, env)
	return o, err
}

// keysOf reads what the settings name. Without files the keys of the data folder serve, which Validate refuses in production.
func keysOf(cfg config.Serve) (identity.Keys, error) {
	var keys identity.Keys
	if cfg.SecretFile == "" && len(cfg.SigningKeys) == 0 {
		return identity.LoadOrCreateKeys(cfg.Data)
	}
	secret, err := identity.ReadSecret(cfg.SecretFile)
	if err != nil {
		return keys, err
	}
	keys.Secret = secret
	for _, file := range cfg.SigningKeys {
		key, err := identity.ReadSigningKey(file)
		if err != nil {
			return keys, err
		}
		keys.Signing = append(keys.Signing, key)
	}
	return keys, nil
}

func sender(cfg config.Serve, env Env) (identity.Sender, error) {
	if cfg.SMS != "webhook" {
		return identity.NewLogSender(env.SMS), nil
	}
	secret, err := identity.ReadSecret(cfg.SMSSecretFile)
	if err != nil {
		return nil, err
	}
	return identity.NewWebhookSender(cfg.SMSURL, secret, env.Clock.Now)
}

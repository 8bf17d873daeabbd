-- +goose Up
-- create "otp_challenges" table
CREATE TABLE `otp_challenges` (`id` binary(16) NOT NULL, `created_at` datetime(6) NOT NULL, `updated_at` datetime(6) NOT NULL, `phone` varchar(16) NOT NULL, `code_mac` tinyblob NOT NULL, `address` varchar(64) NOT NULL, `tries` bigint NOT NULL DEFAULT 0, `expires_at` datetime(6) NOT NULL, `used_at` datetime(6) NULL, PRIMARY KEY (`id`), INDEX `otpchallenge_address_created_at` (`address`, `created_at`), INDEX `otpchallenge_phone_created_at` (`phone`, `created_at`)) CHARSET utf8mb4 COLLATE utf8mb4_bin;

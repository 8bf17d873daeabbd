-- +goose Up
-- create "calendar_feeds" table
CREATE TABLE `calendar_feeds` (`id` binary(16) NOT NULL, `created_at` datetime(6) NOT NULL, `updated_at` datetime(6) NOT NULL, `secret_hash` binary(32) NOT NULL, `ended_at` datetime(6) NULL, `account_id` binary(16) NOT NULL, PRIMARY KEY (`id`), INDEX `calendarfeed_account_id_created_at_id` (`account_id`, `created_at`, `id`), UNIQUE INDEX `secret_hash` (`secret_hash`), CONSTRAINT `calendar_feeds_accounts_account` FOREIGN KEY (`account_id`) REFERENCES `accounts` (`id`) ON UPDATE RESTRICT ON DELETE NO ACTION) CHARSET utf8mb4 COLLATE utf8mb4_bin;

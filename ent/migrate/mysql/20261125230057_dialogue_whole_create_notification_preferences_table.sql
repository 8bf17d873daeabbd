-- +goose Up
-- create "notification_preferences" table
CREATE TABLE `notification_preferences` (`id` binary(16) NOT NULL, `created_at` datetime(6) NOT NULL, `updated_at` datetime(6) NOT NULL, `kind` varchar(64) NOT NULL, `wanted` bool NOT NULL, `account_id` binary(16) NOT NULL, PRIMARY KEY (`id`), UNIQUE INDEX `notificationpreference_account_id_kind` (`account_id`, `kind`), CONSTRAINT `notification_preferences_accounts_account` FOREIGN KEY (`account_id`) REFERENCES `accounts` (`id`) ON UPDATE RESTRICT ON DELETE NO ACTION) CHARSET utf8mb4 COLLATE utf8mb4_bin;

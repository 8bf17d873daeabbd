-- +goose Up
-- create "inboxes" table
CREATE TABLE `inboxes` (`id` binary(16) NOT NULL, `created_at` datetime(6) NOT NULL, `updated_at` datetime(6) NOT NULL, `account_id` binary(16) NOT NULL, `last_sequence` bigint NOT NULL DEFAULT 0, PRIMARY KEY (`id`), UNIQUE INDEX `account_id` (`account_id`)) CHARSET utf8mb4 COLLATE utf8mb4_bin;

-- +goose Up
-- create "notifications" table
CREATE TABLE `notifications` (`id` binary(16) NOT NULL, `created_at` datetime(6) NOT NULL, `updated_at` datetime(6) NOT NULL, `account_id` binary(16) NOT NULL, `event_id` binary(16) NOT NULL, `kind` varchar(64) NOT NULL, `subject_id` binary(16) NOT NULL, `args` json NOT NULL, `read_at` datetime(6) NULL, PRIMARY KEY (`id`), INDEX `notification_account_id_created_at_id` (`account_id`, `created_at`, `id`), UNIQUE INDEX `notification_event_id_account_id` (`event_id`, `account_id`)) CHARSET utf8mb4 COLLATE utf8mb4_bin;

-- +goose Up
-- modify "notifications" table
ALTER TABLE `notifications` ADD COLUMN `sequence` bigint NOT NULL DEFAULT 0, ADD INDEX `notification_account_id_read_at` (`account_id`, `read_at`), ADD INDEX `notification_account_id_sequence` (`account_id`, `sequence`);

-- +goose Up
-- create "tombstones" table
CREATE TABLE `tombstones` (`id` binary(16) NOT NULL, `created_at` datetime(6) NOT NULL, `updated_at` datetime(6) NOT NULL, `account_id` binary(16) NOT NULL, `event_id` binary(16) NOT NULL, `subject_id` binary(16) NOT NULL, `reason` enum('RELEASED','REASSIGNED','CANCELLED','MERGED','DONE','LEFT','CALLED_OFF') NOT NULL, PRIMARY KEY (`id`), INDEX `tombstone_account_id_created_at_id` (`account_id`, `created_at`, `id`), UNIQUE INDEX `tombstone_event_id_account_id` (`event_id`, `account_id`)) CHARSET utf8mb4 COLLATE utf8mb4_bin;

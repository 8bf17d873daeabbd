-- +goose Up
-- create "outbox_events" table
CREATE TABLE `outbox_events` (`id` binary(16) NOT NULL, `created_at` datetime(6) NOT NULL, `updated_at` datetime(6) NOT NULL, `name` varchar(64) NOT NULL, `subject_id` binary(16) NOT NULL, `actor_id` binary(16) NULL, `data` json NOT NULL, `at` datetime(6) NOT NULL, `relayed` bool NOT NULL DEFAULT 0, PRIMARY KEY (`id`), INDEX `outboxevent_relayed_id` (`relayed`, `id`)) CHARSET utf8mb4 COLLATE utf8mb4_bin;

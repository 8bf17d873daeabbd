-- +goose Up
-- modify "assistance_logs" table
ALTER TABLE `assistance_logs` ADD COLUMN `overlaps` bool NOT NULL DEFAULT 0, ADD COLUMN `corrects_id` binary(16) NULL, ADD COLUMN `correction_reason` varchar(500) NULL, ADD INDEX `assistancelog_volunteer_id_happened_at` (`volunteer_id`, `happened_at`), ADD UNIQUE INDEX `corrects_id` (`corrects_id`);

-- +goose Up
-- modify "role_grants" table
ALTER TABLE `role_grants` ADD INDEX `rolegrant_unit_path_role_revoked_at` (`unit_path`, `role`, `revoked_at`);

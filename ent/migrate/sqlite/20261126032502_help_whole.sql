-- +goose Up
-- disable the enforcement of foreign-keys constraints
PRAGMA foreign_keys = off;
-- create "new_help_requests" table
CREATE TABLE `new_help_requests` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `unit_path` text NOT NULL, `code` text NOT NULL, `client_id` text NULL, `client_fingerprint` blob NULL, `description` text NOT NULL, `description_hidden` bool NOT NULL DEFAULT (false), `mode` text NOT NULL, `status` text NOT NULL, `opened_at` datetime NOT NULL, `status_since` datetime NOT NULL, `resolved_at` datetime NULL, `consented_at` datetime NOT NULL, `rating` integer NULL, `rating_comment` text NULL, `idle_since` datetime NULL, `idle_told_at` datetime NULL, `agreed_from` datetime NULL, `agreed_to` datetime NULL, `unit_id` blob NOT NULL, `citizen_id` blob NOT NULL, `volunteer_id` blob NULL, `procedure_id` blob NULL, `assigned_by_id` blob NULL, `companion_id` blob NULL, PRIMARY KEY (`id`), CONSTRAINT `help_requests_units_unit` FOREIGN KEY (`unit_id`) REFERENCES `units` (`id`) ON DELETE NO ACTION, CONSTRAINT `help_requests_accounts_citizen` FOREIGN KEY (`citizen_id`) REFERENCES `accounts` (`id`) ON DELETE NO ACTION, CONSTRAINT `help_requests_accounts_volunteer` FOREIGN KEY (`volunteer_id`) REFERENCES `accounts` (`id`) ON DELETE SET NULL, CONSTRAINT `help_requests_procedures_procedure` FOREIGN KEY (`procedure_id`) REFERENCES `procedures` (`id`) ON DELETE SET NULL, CONSTRAINT `help_requests_accounts_assigned_by` FOREIGN KEY (`assigned_by_id`) REFERENCES `accounts` (`id`) ON DELETE SET NULL, CONSTRAINT `help_requests_accounts_companion` FOREIGN KEY (`companion_id`) REFERENCES `accounts` (`id`) ON DELETE SET NULL);
-- copy rows from old table "help_requests" to new temporary table "new_help_requests"
INSERT INTO `new_help_requests` (`id`, `created_at`, `updated_at`, `unit_path`, `code`, `client_id`, `client_fingerprint`, `description`, `description_hidden`, `mode`, `status`, `opened_at`, `status_since`, `resolved_at`, `consented_at`, `rating`, `rating_comment`, `unit_id`, `citizen_id`, `volunteer_id`, `procedure_id`) SELECT `id`, `created_at`, `updated_at`, `unit_path`, `code`, `client_id`, `client_fingerprint`, `description`, `description_hidden`, `mode`, `status`, `opened_at`, `status_since`, `resolved_at`, `consented_at`, `rating`, `rating_comment`, `unit_id`, `citizen_id`, `volunteer_id`, `procedure_id` FROM `help_requests`;
-- drop "help_requests" table after copying rows
DROP TABLE `help_requests`;
-- rename temporary table "new_help_requests" to "help_requests"
ALTER TABLE `new_help_requests` RENAME TO `help_requests`;
-- create index "help_requests_code_key" to table: "help_requests"
CREATE UNIQUE INDEX `help_requests_code_key` ON `help_requests` (`code`);
-- create index "helprequest_unit_id_status_created_at_id" to table: "help_requests"
CREATE INDEX `helprequest_unit_id_status_created_at_id` ON `help_requests` (`unit_id`, `status`, `created_at`, `id`);
-- create index "helprequest_status_created_at_id" to table: "help_requests"
CREATE INDEX `helprequest_status_created_at_id` ON `help_requests` (`status`, `created_at`, `id`);
-- create index "helprequest_citizen_id_created_at_id" to table: "help_requests"
CREATE INDEX `helprequest_citizen_id_created_at_id` ON `help_requests` (`citizen_id`, `created_at`, `id`);
-- create index "helprequest_volunteer_id_status" to table: "help_requests"
CREATE INDEX `helprequest_volunteer_id_status` ON `help_requests` (`volunteer_id`, `status`);
-- create index "helprequest_citizen_id_client_id" to table: "help_requests"
CREATE UNIQUE INDEX `helprequest_citizen_id_client_id` ON `help_requests` (`citizen_id`, `client_id`);
-- create index "helprequest_unit_id_status_opened_at_id" to table: "help_requests"
CREATE INDEX `helprequest_unit_id_status_opened_at_id` ON `help_requests` (`unit_id`, `status`, `opened_at`, `id`);
-- create index "helprequest_status_opened_at_id" to table: "help_requests"
CREATE INDEX `helprequest_status_opened_at_id` ON `help_requests` (`status`, `opened_at`, `id`);
-- create index "helprequest_status_idle_since_id" to table: "help_requests"
CREATE INDEX `helprequest_status_idle_since_id` ON `help_requests` (`status`, `idle_since`, `id`);
-- create index "helprequest_volunteer_id_agreed_from" to table: "help_requests"
CREATE INDEX `helprequest_volunteer_id_agreed_from` ON `help_requests` (`volunteer_id`, `agreed_from`);
-- create index "rolegrant_unit_path_role_revoked_at" to table: "role_grants"
CREATE INDEX `rolegrant_unit_path_role_revoked_at` ON `role_grants` (`unit_path`, `role`, `revoked_at`);
-- create "request_escalations" table
CREATE TABLE `request_escalations` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `opened_at` datetime NOT NULL, `level` integer NOT NULL, `help_request_id` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `request_escalations_help_requests_help_request` FOREIGN KEY (`help_request_id`) REFERENCES `help_requests` (`id`) ON DELETE NO ACTION);
-- create index "requestescalation_help_request_id_opened_at_level" to table: "request_escalations"
CREATE UNIQUE INDEX `requestescalation_help_request_id_opened_at_level` ON `request_escalations` (`help_request_id`, `opened_at`, `level`);
-- enable back the enforcement of foreign-keys constraints
PRAGMA foreign_keys = on;

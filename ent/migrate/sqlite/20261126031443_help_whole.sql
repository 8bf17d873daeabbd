-- +goose Up
-- disable the enforcement of foreign-keys constraints
PRAGMA foreign_keys = off;
-- create "new_assistance_logs" table
CREATE TABLE `new_assistance_logs` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `client_id` text NULL, `client_fingerprint` blob NULL, `kind` text NOT NULL, `outcome` text NOT NULL, `note` text NULL, `minutes` integer NOT NULL, `happened_at` datetime NOT NULL, `logged_at` datetime NOT NULL, `dossier_code` text NULL, `reason_code` text NULL, `help_request_id` blob NOT NULL, `volunteer_id` blob NOT NULL, `referred_to_id` blob NULL, PRIMARY KEY (`id`), CONSTRAINT `assistance_logs_help_requests_help_request` FOREIGN KEY (`help_request_id`) REFERENCES `help_requests` (`id`) ON DELETE NO ACTION, CONSTRAINT `assistance_logs_accounts_volunteer` FOREIGN KEY (`volunteer_id`) REFERENCES `accounts` (`id`) ON DELETE NO ACTION, CONSTRAINT `assistance_logs_organisations_referred_to` FOREIGN KEY (`referred_to_id`) REFERENCES `organisations` (`id`) ON DELETE SET NULL);
-- copy rows from old table "assistance_logs" to new temporary table "new_assistance_logs"
INSERT INTO `new_assistance_logs` (`id`, `created_at`, `updated_at`, `client_id`, `client_fingerprint`, `kind`, `outcome`, `note`, `minutes`, `happened_at`, `logged_at`, `dossier_code`, `help_request_id`, `volunteer_id`) SELECT `id`, `created_at`, `updated_at`, `client_id`, `client_fingerprint`, `kind`, `outcome`, `note`, `minutes`, `happened_at`, `logged_at`, `dossier_code`, `help_request_id`, `volunteer_id` FROM `assistance_logs`;
-- drop "assistance_logs" table after copying rows
DROP TABLE `assistance_logs`;
-- rename temporary table "new_assistance_logs" to "assistance_logs"
ALTER TABLE `new_assistance_logs` RENAME TO `assistance_logs`;
-- create index "assistancelog_help_request_id_logged_at_id" to table: "assistance_logs"
CREATE INDEX `assistancelog_help_request_id_logged_at_id` ON `assistance_logs` (`help_request_id`, `logged_at`, `id`);
-- create index "assistancelog_volunteer_id_client_id" to table: "assistance_logs"
CREATE UNIQUE INDEX `assistancelog_volunteer_id_client_id` ON `assistance_logs` (`volunteer_id`, `client_id`);
-- create "new_help_requests" table
CREATE TABLE `new_help_requests` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `unit_path` text NOT NULL, `code` text NOT NULL, `client_id` text NULL, `client_fingerprint` blob NULL, `description` text NOT NULL, `description_hidden` bool NOT NULL DEFAULT (false), `mode` text NOT NULL, `status` text NOT NULL, `opened_at` datetime NOT NULL, `status_since` datetime NOT NULL, `resolved_at` datetime NULL, `consented_at` datetime NOT NULL, `rated` bool NOT NULL DEFAULT (false), `rating_comment` text NULL, `applicant_kind` text NOT NULL DEFAULT ('RESIDENT'), `solved_asked_at` datetime NULL, `solved` text NULL, `unit_id` blob NOT NULL, `citizen_id` blob NOT NULL, `volunteer_id` blob NULL, `procedure_id` blob NULL, `followed_by_id` blob NULL, PRIMARY KEY (`id`), CONSTRAINT `help_requests_units_unit` FOREIGN KEY (`unit_id`) REFERENCES `units` (`id`) ON DELETE NO ACTION, CONSTRAINT `help_requests_accounts_citizen` FOREIGN KEY (`citizen_id`) REFERENCES `accounts` (`id`) ON DELETE NO ACTION, CONSTRAINT `help_requests_accounts_volunteer` FOREIGN KEY (`volunteer_id`) REFERENCES `accounts` (`id`) ON DELETE SET NULL, CONSTRAINT `help_requests_procedures_procedure` FOREIGN KEY (`procedure_id`) REFERENCES `procedures` (`id`) ON DELETE SET NULL, CONSTRAINT `help_requests_help_requests_follows` FOREIGN KEY (`followed_by_id`) REFERENCES `help_requests` (`id`) ON DELETE SET NULL);
-- copy rows from old table "help_requests" to new temporary table "new_help_requests"
INSERT INTO `new_help_requests` (`id`, `created_at`, `updated_at`, `unit_path`, `code`, `client_id`, `client_fingerprint`, `description`, `description_hidden`, `mode`, `status`, `opened_at`, `status_since`, `resolved_at`, `consented_at`, `rating_comment`, `unit_id`, `citizen_id`, `volunteer_id`, `procedure_id`) SELECT `id`, `created_at`, `updated_at`, `unit_path`, `code`, `client_id`, `client_fingerprint`, `description`, `description_hidden`, `mode`, `status`, `opened_at`, `status_since`, `resolved_at`, `consented_at`, `rating_comment`, `unit_id`, `citizen_id`, `volunteer_id`, `procedure_id` FROM `help_requests`;
-- drop "help_requests" table after copying rows
DROP TABLE `help_requests`;
-- rename temporary table "new_help_requests" to "help_requests"
ALTER TABLE `new_help_requests` RENAME TO `help_requests`;
-- create index "help_requests_code_key" to table: "help_requests"
CREATE UNIQUE INDEX `help_requests_code_key` ON `help_requests` (`code`);
-- create index "help_requests_followed_by_id_key" to table: "help_requests"
CREATE UNIQUE INDEX `help_requests_followed_by_id_key` ON `help_requests` (`followed_by_id`);
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
-- create index "helprequest_solved_asked_at_resolved_at_id" to table: "help_requests"
CREATE INDEX `helprequest_solved_asked_at_resolved_at_id` ON `help_requests` (`solved_asked_at`, `resolved_at`, `id`);
-- add column "reason_code" to table: "request_histories"
ALTER TABLE `request_histories` ADD COLUMN `reason_code` text NULL;
-- create "help_tallies" table
CREATE TABLE `help_tallies` (`id` blob NOT NULL, `unit_path` text NOT NULL, `series` text NOT NULL, `month` text NOT NULL, `mark` text NOT NULL, `count` integer NOT NULL DEFAULT (0), `shown` integer NOT NULL DEFAULT (0), `unit_id` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `help_tallies_units_unit` FOREIGN KEY (`unit_id`) REFERENCES `units` (`id`) ON DELETE NO ACTION);
-- create index "helptally_unit_id_series_month_mark" to table: "help_tallies"
CREATE UNIQUE INDEX `helptally_unit_id_series_month_mark` ON `help_tallies` (`unit_id`, `series`, `month`, `mark`);
-- create index "helptally_series_unit_path_month" to table: "help_tallies"
CREATE INDEX `helptally_series_unit_path_month` ON `help_tallies` (`series`, `unit_path`, `month`);
-- create "solved_answers" table
CREATE TABLE `solved_answers` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `unit_path` text NOT NULL, `solved` text NOT NULL, `reason_code` text NULL, `note` text NULL, `from_status` text NOT NULL, `to_status` text NOT NULL, `asked_at` datetime NOT NULL, `answered_at` datetime NOT NULL, `unit_id` blob NOT NULL, `help_request_id` blob NOT NULL, `citizen_id` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `solved_answers_units_unit` FOREIGN KEY (`unit_id`) REFERENCES `units` (`id`) ON DELETE NO ACTION, CONSTRAINT `solved_answers_help_requests_help_request` FOREIGN KEY (`help_request_id`) REFERENCES `help_requests` (`id`) ON DELETE NO ACTION, CONSTRAINT `solved_answers_accounts_citizen` FOREIGN KEY (`citizen_id`) REFERENCES `accounts` (`id`) ON DELETE NO ACTION);
-- create index "solvedanswer_unit_path" to table: "solved_answers"
CREATE INDEX `solvedanswer_unit_path` ON `solved_answers` (`unit_path`);
-- enable back the enforcement of foreign-keys constraints
PRAGMA foreign_keys = on;

-- +goose Up
-- disable the enforcement of foreign-keys constraints
PRAGMA foreign_keys = off;
-- create "new_help_requests" table
CREATE TABLE `new_help_requests` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `unit_path` text NOT NULL, `code` text NOT NULL, `client_id` text NULL, `client_fingerprint` blob NULL, `description` text NOT NULL, `description_hidden` bool NOT NULL DEFAULT (false), `mode` text NOT NULL, `status` text NOT NULL, `opened_at` datetime NOT NULL, `status_since` datetime NOT NULL, `resolved_at` datetime NULL, `consented_at` datetime NOT NULL, `rating` integer NULL, `rating_comment` text NULL, `place` text NULL, `applicant_kind` text NOT NULL DEFAULT ('RESIDENT'), `relation` text NULL, `relative_consented_at` datetime NULL, `urgency` text NULL, `queue_key` integer NOT NULL DEFAULT (0), `entered_as` text NULL, `entered_channel` text NULL, `lookup_hash` blob NULL, `phone_confirmed_at` datetime NULL, `unit_id` blob NOT NULL, `citizen_id` blob NOT NULL, `volunteer_id` blob NULL, `procedure_id` blob NULL, `entered_by_id` blob NULL, `merged_into_id` blob NULL, PRIMARY KEY (`id`), CONSTRAINT `help_requests_units_unit` FOREIGN KEY (`unit_id`) REFERENCES `units` (`id`) ON DELETE NO ACTION, CONSTRAINT `help_requests_accounts_citizen` FOREIGN KEY (`citizen_id`) REFERENCES `accounts` (`id`) ON DELETE NO ACTION, CONSTRAINT `help_requests_accounts_volunteer` FOREIGN KEY (`volunteer_id`) REFERENCES `accounts` (`id`) ON DELETE SET NULL, CONSTRAINT `help_requests_procedures_procedure` FOREIGN KEY (`procedure_id`) REFERENCES `procedures` (`id`) ON DELETE SET NULL, CONSTRAINT `help_requests_accounts_entered_by` FOREIGN KEY (`entered_by_id`) REFERENCES `accounts` (`id`) ON DELETE SET NULL, CONSTRAINT `help_requests_help_requests_merged` FOREIGN KEY (`merged_into_id`) REFERENCES `help_requests` (`id`) ON DELETE SET NULL);
-- copy rows from old table "help_requests" to new temporary table "new_help_requests"
INSERT INTO `new_help_requests` (`id`, `created_at`, `updated_at`, `unit_path`, `code`, `client_id`, `client_fingerprint`, `description`, `description_hidden`, `mode`, `status`, `opened_at`, `status_since`, `resolved_at`, `consented_at`, `rating`, `rating_comment`, `unit_id`, `citizen_id`, `volunteer_id`, `procedure_id`) SELECT `id`, `created_at`, `updated_at`, `unit_path`, `code`, `client_id`, `client_fingerprint`, `description`, `description_hidden`, `mode`, `status`, `opened_at`, `status_since`, `resolved_at`, `consented_at`, `rating`, `rating_comment`, `unit_id`, `citizen_id`, `volunteer_id`, `procedure_id` FROM `help_requests`;
-- drop "help_requests" table after copying rows
DROP TABLE `help_requests`;
-- rename temporary table "new_help_requests" to "help_requests"
ALTER TABLE `new_help_requests` RENAME TO `help_requests`;
-- create index "help_requests_code_key" to table: "help_requests"
CREATE UNIQUE INDEX `help_requests_code_key` ON `help_requests` (`code`);
-- create index "help_requests_lookup_hash_key" to table: "help_requests"
CREATE UNIQUE INDEX `help_requests_lookup_hash_key` ON `help_requests` (`lookup_hash`);
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
-- create index "helprequest_unit_id_status_queue_key_id" to table: "help_requests"
CREATE INDEX `helprequest_unit_id_status_queue_key_id` ON `help_requests` (`unit_id`, `status`, `queue_key`, `id`);
-- create index "helprequest_status_queue_key_id" to table: "help_requests"
CREATE INDEX `helprequest_status_queue_key_id` ON `help_requests` (`status`, `queue_key`, `id`);
-- create index "helprequest_merged_into_id_id" to table: "help_requests"
CREATE INDEX `helprequest_merged_into_id_id` ON `help_requests` (`merged_into_id`, `id`);
-- create "new_otp_challenges" table
CREATE TABLE `new_otp_challenges` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `phone` text NOT NULL, `code_mac` blob NOT NULL, `address` text NOT NULL, `purpose` text NOT NULL DEFAULT ('SIGN_IN'), `subject_id` blob NULL, `tries` integer NOT NULL DEFAULT (0), `expires_at` datetime NOT NULL, `used_at` datetime NULL, PRIMARY KEY (`id`));
-- copy rows from old table "otp_challenges" to new temporary table "new_otp_challenges"
INSERT INTO `new_otp_challenges` (`id`, `created_at`, `updated_at`, `phone`, `code_mac`, `address`, `tries`, `expires_at`, `used_at`) SELECT `id`, `created_at`, `updated_at`, `phone`, `code_mac`, `address`, `tries`, `expires_at`, `used_at` FROM `otp_challenges`;
-- drop "otp_challenges" table after copying rows
DROP TABLE `otp_challenges`;
-- rename temporary table "new_otp_challenges" to "otp_challenges"
ALTER TABLE `new_otp_challenges` RENAME TO `otp_challenges`;
-- create index "otpchallenge_phone_created_at" to table: "otp_challenges"
CREATE INDEX `otpchallenge_phone_created_at` ON `otp_challenges` (`phone`, `created_at`);
-- create index "otpchallenge_address_created_at" to table: "otp_challenges"
CREATE INDEX `otpchallenge_address_created_at` ON `otp_challenges` (`address`, `created_at`);
-- create index "otpchallenge_subject_id_created_at" to table: "otp_challenges"
CREATE INDEX `otpchallenge_subject_id_created_at` ON `otp_challenges` (`subject_id`, `created_at`);
-- create "preferred_times" table
CREATE TABLE `preferred_times` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `begins_at` datetime NOT NULL, `ends_at` datetime NOT NULL, `help_request_id` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `preferred_times_help_requests_help_request` FOREIGN KEY (`help_request_id`) REFERENCES `help_requests` (`id`) ON DELETE NO ACTION);
-- create index "preferredtime_help_request_id_begins_at_id" to table: "preferred_times"
CREATE INDEX `preferredtime_help_request_id_begins_at_id` ON `preferred_times` (`help_request_id`, `begins_at`, `id`);
-- enable back the enforcement of foreign-keys constraints
PRAGMA foreign_keys = on;

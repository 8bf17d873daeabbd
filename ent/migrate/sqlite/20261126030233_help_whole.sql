-- +goose Up
-- disable the enforcement of foreign-keys constraints
PRAGMA foreign_keys = off;
-- create "new_assistance_logs" table
CREATE TABLE `new_assistance_logs` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `client_id` text NULL, `client_fingerprint` blob NULL, `kind` text NOT NULL, `outcome` text NOT NULL, `note` text NULL, `minutes` integer NOT NULL, `happened_at` datetime NOT NULL, `logged_at` datetime NOT NULL, `dossier_code` text NULL, `overlaps` bool NOT NULL DEFAULT (false), `corrects_id` blob NULL, `correction_reason` text NULL, `help_request_id` blob NOT NULL, `volunteer_id` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `assistance_logs_help_requests_help_request` FOREIGN KEY (`help_request_id`) REFERENCES `help_requests` (`id`) ON DELETE NO ACTION, CONSTRAINT `assistance_logs_accounts_volunteer` FOREIGN KEY (`volunteer_id`) REFERENCES `accounts` (`id`) ON DELETE NO ACTION);
-- copy rows from old table "assistance_logs" to new temporary table "new_assistance_logs"
INSERT INTO `new_assistance_logs` (`id`, `created_at`, `updated_at`, `client_id`, `client_fingerprint`, `kind`, `outcome`, `note`, `minutes`, `happened_at`, `logged_at`, `dossier_code`, `help_request_id`, `volunteer_id`) SELECT `id`, `created_at`, `updated_at`, `client_id`, `client_fingerprint`, `kind`, `outcome`, `note`, `minutes`, `happened_at`, `logged_at`, `dossier_code`, `help_request_id`, `volunteer_id` FROM `assistance_logs`;
-- drop "assistance_logs" table after copying rows
DROP TABLE `assistance_logs`;
-- rename temporary table "new_assistance_logs" to "assistance_logs"
ALTER TABLE `new_assistance_logs` RENAME TO `assistance_logs`;
-- create index "assistance_logs_corrects_id_key" to table: "assistance_logs"
CREATE UNIQUE INDEX `assistance_logs_corrects_id_key` ON `assistance_logs` (`corrects_id`);
-- create index "assistancelog_help_request_id_logged_at_id" to table: "assistance_logs"
CREATE INDEX `assistancelog_help_request_id_logged_at_id` ON `assistance_logs` (`help_request_id`, `logged_at`, `id`);
-- create index "assistancelog_volunteer_id_client_id" to table: "assistance_logs"
CREATE UNIQUE INDEX `assistancelog_volunteer_id_client_id` ON `assistance_logs` (`volunteer_id`, `client_id`);
-- create index "assistancelog_volunteer_id_happened_at" to table: "assistance_logs"
CREATE INDEX `assistancelog_volunteer_id_happened_at` ON `assistance_logs` (`volunteer_id`, `happened_at`);
-- create "certificates" table
CREATE TABLE `certificates` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `unit_path` text NOT NULL, `status` text NOT NULL, `from_day` text NOT NULL, `to_day` text NOT NULL, `open_key` text NULL, `code` text NULL, `name` text NULL, `unit_name` text NULL, `sessions` integer NULL, `minutes` integer NULL, `people` integer NULL, `digest` blob NULL, `issued_at` datetime NULL, `issued_by_id` blob NULL, `revoked_at` datetime NULL, `revoked_by_id` blob NULL, `revoke_reason` text NULL, `unit_id` blob NOT NULL, `volunteer_id` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `certificates_units_unit` FOREIGN KEY (`unit_id`) REFERENCES `units` (`id`) ON DELETE NO ACTION, CONSTRAINT `certificates_accounts_volunteer` FOREIGN KEY (`volunteer_id`) REFERENCES `accounts` (`id`) ON DELETE NO ACTION);
-- create index "certificates_open_key_key" to table: "certificates"
CREATE UNIQUE INDEX `certificates_open_key_key` ON `certificates` (`open_key`);
-- create index "certificates_code_key" to table: "certificates"
CREATE UNIQUE INDEX `certificates_code_key` ON `certificates` (`code`);
-- create index "certificate_volunteer_id_created_at_id" to table: "certificates"
CREATE INDEX `certificate_volunteer_id_created_at_id` ON `certificates` (`volunteer_id`, `created_at`, `id`);
-- create index "certificate_unit_id_status_created_at_id" to table: "certificates"
CREATE INDEX `certificate_unit_id_status_created_at_id` ON `certificates` (`unit_id`, `status`, `created_at`, `id`);
-- create "completion_codes" table
CREATE TABLE `completion_codes` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `help_request_id` blob NOT NULL, `subject_id` blob NOT NULL, `turn` integer NOT NULL, `asked_by_id` blob NOT NULL, `code_mac` blob NOT NULL, `tries` integer NOT NULL DEFAULT (0), `expires_at` datetime NOT NULL, `used_at` datetime NULL, PRIMARY KEY (`id`));
-- create index "completioncode_help_request_id_created_at" to table: "completion_codes"
CREATE INDEX `completioncode_help_request_id_created_at` ON `completion_codes` (`help_request_id`, `created_at`);
-- create index "completioncode_subject_id_turn" to table: "completion_codes"
CREATE UNIQUE INDEX `completioncode_subject_id_turn` ON `completion_codes` (`subject_id`, `turn`);
-- create index "completioncode_asked_by_id_created_at" to table: "completion_codes"
CREATE INDEX `completioncode_asked_by_id_created_at` ON `completion_codes` (`asked_by_id`, `created_at`);
-- create "log_reviews" table
CREATE TABLE `log_reviews` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `unit_id` blob NOT NULL, `unit_path` text NOT NULL, `verb` text NOT NULL, `actor_id` blob NOT NULL, `role` text NOT NULL, `reason_code` text NULL, `comment` text NULL, `status` text NOT NULL, `log_id` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `log_reviews_assistance_logs_log` FOREIGN KEY (`log_id`) REFERENCES `assistance_logs` (`id`) ON DELETE NO ACTION);
-- create index "logreview_log_id_created_at_id" to table: "log_reviews"
CREATE INDEX `logreview_log_id_created_at_id` ON `log_reviews` (`log_id`, `created_at`, `id`);
-- create "log_standings" table
CREATE TABLE `log_standings` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `unit_id` blob NOT NULL, `unit_path` text NOT NULL, `help_request_id` blob NOT NULL, `volunteer_id` blob NOT NULL, `citizen_id` blob NULL, `status` text NOT NULL, `tally` text NOT NULL, `overlaps` bool NOT NULL, `day` text NOT NULL, `topic_group` text NOT NULL, `channel` text NOT NULL, `minutes` integer NOT NULL, `logged_at` datetime NOT NULL, `disputed_at` datetime NULL, `log_id` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `log_standings_assistance_logs_log` FOREIGN KEY (`log_id`) REFERENCES `assistance_logs` (`id`) ON DELETE NO ACTION);
-- create index "logstanding_sums" to table: "log_standings"
CREATE INDEX `logstanding_sums` ON `log_standings` (`unit_path`, `day`, `tally`, `topic_group`, `channel`, `minutes`, `help_request_id`);
-- create index "logstanding_service" to table: "log_standings"
CREATE INDEX `logstanding_service` ON `log_standings` (`volunteer_id`, `tally`, `day`, `minutes`, `unit_path`, `help_request_id`);
-- create index "logstanding_review" to table: "log_standings"
CREATE INDEX `logstanding_review` ON `log_standings` (`unit_id`, `tally`, `logged_at`, `id`);
-- create "walk_in_counts" table
CREATE TABLE `walk_in_counts` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `unit_path` text NOT NULL, `slot` blob NOT NULL, `version` integer NOT NULL, `place` text NOT NULL, `day` text NOT NULL, `topic_group` text NOT NULL, `channel` text NOT NULL, `people` integer NULL, `dossiers` integer NULL, `recorder_id` blob NOT NULL, `client_id` text NULL, `client_fingerprint` blob NULL, `unit_id` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `walk_in_counts_units_unit` FOREIGN KEY (`unit_id`) REFERENCES `units` (`id`) ON DELETE NO ACTION);
-- create index "walkincount_slot_version" to table: "walk_in_counts"
CREATE UNIQUE INDEX `walkincount_slot_version` ON `walk_in_counts` (`slot`, `version`);
-- create index "walkincount_recorder_id_client_id_topic_group_channel" to table: "walk_in_counts"
CREATE UNIQUE INDEX `walkincount_recorder_id_client_id_topic_group_channel` ON `walk_in_counts` (`recorder_id`, `client_id`, `topic_group`, `channel`);
-- create index "walkincount_sums" to table: "walk_in_counts"
CREATE INDEX `walkincount_sums` ON `walk_in_counts` (`unit_path`, `day`, `topic_group`, `channel`, `slot`, `version`, `people`, `dossiers`);
-- create index "walkincount_days" to table: "walk_in_counts"
CREATE INDEX `walkincount_days` ON `walk_in_counts` (`unit_id`, `day`, `id`);
-- enable back the enforcement of foreign-keys constraints
PRAGMA foreign_keys = on;

-- +goose Up
-- disable the enforcement of foreign-keys constraints
PRAGMA foreign_keys = off;
-- create "new_assistance_logs" table
CREATE TABLE `new_assistance_logs` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `client_id` text NULL, `client_fingerprint` blob NULL, `kind` text NOT NULL, `outcome` text NOT NULL, `note` text NULL, `minutes` integer NOT NULL, `happened_at` datetime NOT NULL, `logged_at` datetime NOT NULL, `dossier_code` text NULL, `reason_code` text NULL, `overlaps` bool NOT NULL DEFAULT (false), `corrects_id` blob NULL, `correction_reason` text NULL, `device_at` datetime NULL, `help_request_id` blob NOT NULL, `volunteer_id` blob NOT NULL, `referred_to_id` blob NULL, PRIMARY KEY (`id`), CONSTRAINT `assistance_logs_help_requests_help_request` FOREIGN KEY (`help_request_id`) REFERENCES `help_requests` (`id`) ON DELETE NO ACTION, CONSTRAINT `assistance_logs_accounts_volunteer` FOREIGN KEY (`volunteer_id`) REFERENCES `accounts` (`id`) ON DELETE NO ACTION, CONSTRAINT `assistance_logs_organisations_referred_to` FOREIGN KEY (`referred_to_id`) REFERENCES `organisations` (`id`) ON DELETE SET NULL);
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
-- create "new_help_requests" table
CREATE TABLE `new_help_requests` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `unit_path` text NOT NULL, `code` text NOT NULL, `client_id` text NULL, `client_fingerprint` blob NULL, `description` text NOT NULL, `description_hidden` bool NOT NULL DEFAULT (false), `mode` text NOT NULL, `status` text NOT NULL, `opened_at` datetime NOT NULL, `status_since` datetime NOT NULL, `resolved_at` datetime NULL, `consented_at` datetime NOT NULL, `rating` integer NULL, `rated` bool NOT NULL DEFAULT (false), `rating_comment` text NULL, `solved_asked_at` datetime NULL, `solved` text NULL, `idle_since` datetime NULL, `idle_told_at` datetime NULL, `agreed_from` datetime NULL, `agreed_to` datetime NULL, `place` text NULL, `applicant_kind` text NOT NULL DEFAULT ('RESIDENT'), `relation` text NULL, `relative_consented_at` datetime NULL, `urgency` text NULL, `hurried` integer NOT NULL DEFAULT (0), `queue_key` integer NOT NULL DEFAULT (0), `entered_as` text NULL, `entered_channel` text NULL, `lookup_hash` blob NULL, `phone_confirmed_at` datetime NULL, `unit_id` blob NOT NULL, `citizen_id` blob NOT NULL, `volunteer_id` blob NULL, `procedure_id` blob NULL, `assigned_by_id` blob NULL, `companion_id` blob NULL, `followed_by_id` blob NULL, `entered_by_id` blob NULL, `merged_into_id` blob NULL, PRIMARY KEY (`id`), CONSTRAINT `help_requests_units_unit` FOREIGN KEY (`unit_id`) REFERENCES `units` (`id`) ON DELETE NO ACTION, CONSTRAINT `help_requests_accounts_citizen` FOREIGN KEY (`citizen_id`) REFERENCES `accounts` (`id`) ON DELETE NO ACTION, CONSTRAINT `help_requests_accounts_volunteer` FOREIGN KEY (`volunteer_id`) REFERENCES `accounts` (`id`) ON DELETE SET NULL, CONSTRAINT `help_requests_procedures_procedure` FOREIGN KEY (`procedure_id`) REFERENCES `procedures` (`id`) ON DELETE SET NULL, CONSTRAINT `help_requests_accounts_assigned_by` FOREIGN KEY (`assigned_by_id`) REFERENCES `accounts` (`id`) ON DELETE SET NULL, CONSTRAINT `help_requests_accounts_companion` FOREIGN KEY (`companion_id`) REFERENCES `accounts` (`id`) ON DELETE SET NULL, CONSTRAINT `help_requests_help_requests_follows` FOREIGN KEY (`followed_by_id`) REFERENCES `help_requests` (`id`) ON DELETE SET NULL, CONSTRAINT `help_requests_accounts_entered_by` FOREIGN KEY (`entered_by_id`) REFERENCES `accounts` (`id`) ON DELETE SET NULL, CONSTRAINT `help_requests_help_requests_merged` FOREIGN KEY (`merged_into_id`) REFERENCES `help_requests` (`id`) ON DELETE SET NULL);
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
-- create index "help_requests_followed_by_id_key" to table: "help_requests"
CREATE UNIQUE INDEX `help_requests_followed_by_id_key` ON `help_requests` (`followed_by_id`);
-- create index "helprequest_unit_id_status_created_at_id" to table: "help_requests"
CREATE INDEX `helprequest_unit_id_status_created_at_id` ON `help_requests` (`unit_id`, `status`, `created_at`, `id`);
-- create index "helprequest_status_created_at_id" to table: "help_requests"
CREATE INDEX `helprequest_status_created_at_id` ON `help_requests` (`status`, `created_at`, `id`);
-- create index "helprequest_citizen_id_created_at_id" to table: "help_requests"
CREATE INDEX `helprequest_citizen_id_created_at_id` ON `help_requests` (`citizen_id`, `created_at`, `id`);
-- create index "helprequest_citizen_id_client_id" to table: "help_requests"
CREATE UNIQUE INDEX `helprequest_citizen_id_client_id` ON `help_requests` (`citizen_id`, `client_id`);
-- create index "helprequest_unit_id_status_hurried_opened_at_id" to table: "help_requests"
CREATE INDEX `helprequest_unit_id_status_hurried_opened_at_id` ON `help_requests` (`unit_id`, `status`, `hurried`, `opened_at`, `id`);
-- create index "helprequest_status_hurried_opened_at_id" to table: "help_requests"
CREATE INDEX `helprequest_status_hurried_opened_at_id` ON `help_requests` (`status`, `hurried`, `opened_at`, `id`);
-- create index "helprequest_status_idle_since_id" to table: "help_requests"
CREATE INDEX `helprequest_status_idle_since_id` ON `help_requests` (`status`, `idle_since`, `id`);
-- create index "helprequest_volunteer_id_agreed_from" to table: "help_requests"
CREATE INDEX `helprequest_volunteer_id_agreed_from` ON `help_requests` (`volunteer_id`, `agreed_from`);
-- create index "helprequest_rating_id" to table: "help_requests"
CREATE INDEX `helprequest_rating_id` ON `help_requests` (`rating`, `id`);
-- create index "helprequest_solved_asked_at_resolved_at_id" to table: "help_requests"
CREATE INDEX `helprequest_solved_asked_at_resolved_at_id` ON `help_requests` (`solved_asked_at`, `resolved_at`, `id`);
-- create index "helprequest_unit_id_status_queue_key_id" to table: "help_requests"
CREATE INDEX `helprequest_unit_id_status_queue_key_id` ON `help_requests` (`unit_id`, `status`, `queue_key`, `id`);
-- create index "helprequest_status_queue_key_id" to table: "help_requests"
CREATE INDEX `helprequest_status_queue_key_id` ON `help_requests` (`status`, `queue_key`, `id`);
-- create index "helprequest_merged_into_id_id" to table: "help_requests"
CREATE INDEX `helprequest_merged_into_id_id` ON `help_requests` (`merged_into_id`, `id`);
-- create index "helprequest_volunteer_id_status_updated_at_id" to table: "help_requests"
CREATE INDEX `helprequest_volunteer_id_status_updated_at_id` ON `help_requests` (`volunteer_id`, `status`, `updated_at`, `id`);
-- create index "helprequest_companion_id_status_updated_at_id" to table: "help_requests"
CREATE INDEX `helprequest_companion_id_status_updated_at_id` ON `help_requests` (`companion_id`, `status`, `updated_at`, `id`);
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
-- create "new_procedures" table
CREATE TABLE `new_procedures` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `code` text NULL, `name` text NOT NULL, `search_folded` text NOT NULL, `sort_key` text NOT NULL, `identity` text NOT NULL, `field` text NOT NULL, `topic_group` text NOT NULL, `authority_level` text NOT NULL, `ended_on` text NULL, `source` text NOT NULL, `confidence` text NOT NULL, `service_level` text NULL, `channels` text NULL, `time_min` integer NULL, `time_max` integer NULL, `time_unit` text NULL, `time_note` text NULL, `fees_vnd` text NULL, `as_of` text NULL, `replaced_by_id` blob NULL, PRIMARY KEY (`id`), CONSTRAINT `procedures_procedures_replaces` FOREIGN KEY (`replaced_by_id`) REFERENCES `procedures` (`id`) ON DELETE SET NULL);
-- copy rows from old table "procedures" to new temporary table "new_procedures"
INSERT INTO `new_procedures` (`id`, `created_at`, `updated_at`, `code`, `name`, `search_folded`, `sort_key`, `identity`, `field`, `topic_group`, `authority_level`, `source`, `confidence`, `service_level`, `channels`, `time_min`, `time_max`, `time_unit`, `time_note`, `fees_vnd`, `as_of`) SELECT `id`, `created_at`, `updated_at`, `code`, `name`, `search_folded`, `sort_key`, `identity`, `field`, `topic_group`, `authority_level`, `source`, `confidence`, `service_level`, `channels`, `time_min`, `time_max`, `time_unit`, `time_note`, `fees_vnd`, `as_of` FROM `procedures`;
-- drop "procedures" table after copying rows
DROP TABLE `procedures`;
-- rename temporary table "new_procedures" to "procedures"
ALTER TABLE `new_procedures` RENAME TO `procedures`;
-- create index "procedures_identity_key" to table: "procedures"
CREATE UNIQUE INDEX `procedures_identity_key` ON `procedures` (`identity`);
-- create index "procedure_sort_key_id" to table: "procedures"
CREATE INDEX `procedure_sort_key_id` ON `procedures` (`sort_key`, `id`);
-- create index "procedure_topic_group_sort_key_id" to table: "procedures"
CREATE INDEX `procedure_topic_group_sort_key_id` ON `procedures` (`topic_group`, `sort_key`, `id`);
-- create index "procedure_authority_level_sort_key_id" to table: "procedures"
CREATE INDEX `procedure_authority_level_sort_key_id` ON `procedures` (`authority_level`, `sort_key`, `id`);
-- create index "procedure_updated_at_id" to table: "procedures"
CREATE INDEX `procedure_updated_at_id` ON `procedures` (`updated_at`, `id`);
-- add column "reason_code" to table: "request_histories"
ALTER TABLE `request_histories` ADD COLUMN `reason_code` text NULL;
-- create index "rolegrant_unit_path_role_revoked_at" to table: "role_grants"
CREATE INDEX `rolegrant_unit_path_role_revoked_at` ON `role_grants` (`unit_path`, `role`, `revoked_at`);
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
-- create "checklist_items" table
CREATE TABLE `checklist_items` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `valid_from` text NOT NULL, `valid_to` text NULL, `position` integer NOT NULL, `text` text NOT NULL, `kind` text NOT NULL, `needed` bool NOT NULL, `source` text NOT NULL, `confidence` text NOT NULL, `procedure_id` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `checklist_items_procedures_checklist` FOREIGN KEY (`procedure_id`) REFERENCES `procedures` (`id`) ON DELETE NO ACTION);
-- create index "checklistitem_procedure_id_valid_from_position" to table: "checklist_items"
CREATE UNIQUE INDEX `checklistitem_procedure_id_valid_from_position` ON `checklist_items` (`procedure_id`, `valid_from`, `position`);
-- create "completion_codes" table
CREATE TABLE `completion_codes` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `help_request_id` blob NOT NULL, `subject_id` blob NOT NULL, `turn` integer NOT NULL, `asked_by_id` blob NOT NULL, `code_mac` blob NOT NULL, `tries` integer NOT NULL DEFAULT (0), `expires_at` datetime NOT NULL, `used_at` datetime NULL, PRIMARY KEY (`id`));
-- create index "completioncode_help_request_id_created_at" to table: "completion_codes"
CREATE INDEX `completioncode_help_request_id_created_at` ON `completion_codes` (`help_request_id`, `created_at`);
-- create index "completioncode_subject_id_turn" to table: "completion_codes"
CREATE UNIQUE INDEX `completioncode_subject_id_turn` ON `completion_codes` (`subject_id`, `turn`);
-- create index "completioncode_asked_by_id_created_at" to table: "completion_codes"
CREATE INDEX `completioncode_asked_by_id_created_at` ON `completion_codes` (`asked_by_id`, `created_at`);
-- create "contact_parties" table
CREATE TABLE `contact_parties` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `read_sequence` integer NOT NULL DEFAULT (0), `refused_at` datetime NULL, `help_request_id` blob NOT NULL, `account_id` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `contact_parties_help_requests_help_request` FOREIGN KEY (`help_request_id`) REFERENCES `help_requests` (`id`) ON DELETE NO ACTION, CONSTRAINT `contact_parties_accounts_account` FOREIGN KEY (`account_id`) REFERENCES `accounts` (`id`) ON DELETE NO ACTION);
-- create index "contactparty_help_request_id_account_id" to table: "contact_parties"
CREATE UNIQUE INDEX `contactparty_help_request_id_account_id` ON `contact_parties` (`help_request_id`, `account_id`);
-- create "contact_reveals" table
CREATE TABLE `contact_reveals` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `subject_id` blob NOT NULL, `viewer_role` text NOT NULL, `basis` text NOT NULL, `reason` text NULL, `until` datetime NOT NULL, `held_from_id` blob NOT NULL, `help_request_id` blob NOT NULL, `viewer_id` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `contact_reveals_help_requests_help_request` FOREIGN KEY (`help_request_id`) REFERENCES `help_requests` (`id`) ON DELETE NO ACTION, CONSTRAINT `contact_reveals_accounts_viewer` FOREIGN KEY (`viewer_id`) REFERENCES `accounts` (`id`) ON DELETE NO ACTION);
-- create index "contactreveal_help_request_id_created_at_id" to table: "contact_reveals"
CREATE INDEX `contactreveal_help_request_id_created_at_id` ON `contact_reveals` (`help_request_id`, `created_at`, `id`);
-- create index "contactreveal_help_request_id_viewer_id_created_at_id" to table: "contact_reveals"
CREATE INDEX `contactreveal_help_request_id_viewer_id_created_at_id` ON `contact_reveals` (`help_request_id`, `viewer_id`, `created_at`, `id`);
-- create index "contactreveal_help_request_id_viewer_id_until" to table: "contact_reveals"
CREATE INDEX `contactreveal_help_request_id_viewer_id_until` ON `contact_reveals` (`help_request_id`, `viewer_id`, `until`);
-- create index "contactreveal_viewer_id_created_at_id" to table: "contact_reveals"
CREATE INDEX `contactreveal_viewer_id_created_at_id` ON `contact_reveals` (`viewer_id`, `created_at`, `id`);
-- create "help_points" table
CREATE TABLE `help_points` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `unit_path` text NOT NULL, `name` text NOT NULL, `address` text NOT NULL, `latitude_e6` integer NOT NULL, `longitude_e6` integer NOT NULL, `hours` json NOT NULL, `open_on_holidays` bool NOT NULL DEFAULT (false), `status` text NOT NULL, `closed_at` datetime NULL, `close_reason` text NULL, `unit_id` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `help_points_units_unit` FOREIGN KEY (`unit_id`) REFERENCES `units` (`id`) ON DELETE NO ACTION);
-- create index "helppoint_status_latitude_e6_longitude_e6" to table: "help_points"
CREATE INDEX `helppoint_status_latitude_e6_longitude_e6` ON `help_points` (`status`, `latitude_e6`, `longitude_e6`);
-- create index "helppoint_unit_id_status_created_at_id" to table: "help_points"
CREATE INDEX `helppoint_unit_id_status_created_at_id` ON `help_points` (`unit_id`, `status`, `created_at`, `id`);
-- create index "helppoint_status_created_at_id" to table: "help_points"
CREATE INDEX `helppoint_status_created_at_id` ON `help_points` (`status`, `created_at`, `id`);
-- create "help_tallies" table
CREATE TABLE `help_tallies` (`id` blob NOT NULL, `unit_path` text NOT NULL, `series` text NOT NULL, `month` text NOT NULL, `mark` text NOT NULL, `count` integer NOT NULL DEFAULT (0), `shown` integer NOT NULL DEFAULT (0), `unit_id` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `help_tallies_units_unit` FOREIGN KEY (`unit_id`) REFERENCES `units` (`id`) ON DELETE NO ACTION);
-- create index "helptally_unit_id_series_month_mark" to table: "help_tallies"
CREATE UNIQUE INDEX `helptally_unit_id_series_month_mark` ON `help_tallies` (`unit_id`, `series`, `month`, `mark`);
-- create index "helptally_series_unit_path_month" to table: "help_tallies"
CREATE INDEX `helptally_series_unit_path_month` ON `help_tallies` (`series`, `unit_path`, `month`);
-- create "log_reviews" table
CREATE TABLE `log_reviews` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `unit_id` blob NOT NULL, `unit_path` text NOT NULL, `verb` text NOT NULL, `actor_id` blob NOT NULL, `role` text NOT NULL, `reason_code` text NULL, `comment` text NULL, `status` text NOT NULL, `log_id` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `log_reviews_assistance_logs_log` FOREIGN KEY (`log_id`) REFERENCES `assistance_logs` (`id`) ON DELETE NO ACTION);
-- create index "logreview_log_id_created_at_id" to table: "log_reviews"
CREATE INDEX `logreview_log_id_created_at_id` ON `log_reviews` (`log_id`, `created_at`, `id`);
-- create "log_standings" table
CREATE TABLE `log_standings` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `unit_id` blob NOT NULL, `unit_path` text NOT NULL, `help_request_id` blob NOT NULL, `volunteer_id` blob NOT NULL, `citizen_id` blob NULL, `status` text NOT NULL, `tally` text NOT NULL, `overlaps` bool NOT NULL, `day` text NOT NULL, `topic_group` text NOT NULL, `channel` text NOT NULL, `minutes` integer NOT NULL, `outcome` text NOT NULL, `reason_code` text NOT NULL, `logged_at` datetime NOT NULL, `disputed_at` datetime NULL, `log_id` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `log_standings_assistance_logs_log` FOREIGN KEY (`log_id`) REFERENCES `assistance_logs` (`id`) ON DELETE NO ACTION);
-- create index "logstanding_sums" to table: "log_standings"
CREATE INDEX `logstanding_sums` ON `log_standings` (`unit_path`, `day`, `tally`, `topic_group`, `channel`, `minutes`, `help_request_id`);
-- create index "logstanding_service" to table: "log_standings"
CREATE INDEX `logstanding_service` ON `log_standings` (`volunteer_id`, `tally`, `day`, `minutes`, `unit_path`, `help_request_id`);
-- create index "logstanding_review" to table: "log_standings"
CREATE INDEX `logstanding_review` ON `log_standings` (`unit_id`, `tally`, `logged_at`, `id`);
-- create index "logstanding_reasons" to table: "log_standings"
CREATE INDEX `logstanding_reasons` ON `log_standings` (`unit_path`, `outcome`, `day`, `status`, `reason_code`);
-- create "offline_receipts" table
CREATE TABLE `offline_receipts` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `account_id` blob NOT NULL, `client_id` text NOT NULL, `fingerprint` blob NOT NULL, `outcome` text NOT NULL, `code` text NULL, `reason` text NULL, `at_field` text NULL, `args` json NULL, `object_id` blob NULL, `device_time` datetime NOT NULL, `device_at` datetime NOT NULL, `happened_at` datetime NOT NULL, PRIMARY KEY (`id`));
-- create index "offlinereceipt_account_id_client_id" to table: "offline_receipts"
CREATE UNIQUE INDEX `offlinereceipt_account_id_client_id` ON `offline_receipts` (`account_id`, `client_id`);
-- create index "offlinereceipt_created_at" to table: "offline_receipts"
CREATE INDEX `offlinereceipt_created_at` ON `offline_receipts` (`created_at`);
-- create "preferred_times" table
CREATE TABLE `preferred_times` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `begins_at` datetime NOT NULL, `ends_at` datetime NOT NULL, `help_request_id` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `preferred_times_help_requests_help_request` FOREIGN KEY (`help_request_id`) REFERENCES `help_requests` (`id`) ON DELETE NO ACTION);
-- create index "preferredtime_help_request_id_begins_at_id" to table: "preferred_times"
CREATE INDEX `preferredtime_help_request_id_begins_at_id` ON `preferred_times` (`help_request_id`, `begins_at`, `id`);
-- create "procedure_fees" table
CREATE TABLE `procedure_fees` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `valid_from` text NOT NULL, `valid_to` text NULL, `unit_path` text NOT NULL, `channel` text NOT NULL, `standing` text NOT NULL, `amount` integer NOT NULL, `note` text NOT NULL, `source` text NOT NULL, `confidence` text NOT NULL, `procedure_id` blob NOT NULL, `unit_id` blob NULL, PRIMARY KEY (`id`), CONSTRAINT `procedure_fees_procedures_fees` FOREIGN KEY (`procedure_id`) REFERENCES `procedures` (`id`) ON DELETE NO ACTION, CONSTRAINT `procedure_fees_units_unit` FOREIGN KEY (`unit_id`) REFERENCES `units` (`id`) ON DELETE SET NULL);
-- create index "procedurefee_procedure_id_standing" to table: "procedure_fees"
CREATE UNIQUE INDEX `procedurefee_procedure_id_standing` ON `procedure_fees` (`procedure_id`, `standing`);
-- create "procedure_versions" table
CREATE TABLE `procedure_versions` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `valid_from` text NOT NULL, `valid_to` text NULL, `service_level` text NOT NULL, `level_basis` text NOT NULL, `channels` text NOT NULL, `time_min` integer NULL, `time_max` integer NULL, `time_unit` text NOT NULL, `time_note` text NOT NULL, `fees_seen` text NOT NULL, `legal_base` text NOT NULL, `as_of` text NOT NULL, `source` text NOT NULL, `confidence` text NOT NULL, `procedure_id` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `procedure_versions_procedures_versions` FOREIGN KEY (`procedure_id`) REFERENCES `procedures` (`id`) ON DELETE NO ACTION);
-- create index "procedureversion_procedure_id_valid_from" to table: "procedure_versions"
CREATE UNIQUE INDEX `procedureversion_procedure_id_valid_from` ON `procedure_versions` (`procedure_id`, `valid_from`);
-- create index "procedureversion_service_level_procedure_id" to table: "procedure_versions"
CREATE INDEX `procedureversion_service_level_procedure_id` ON `procedure_versions` (`service_level`, `procedure_id`);
-- create "procedure_words" table
CREATE TABLE `procedure_words` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `word` text NOT NULL, `procedure_id` blob NOT NULL, CONSTRAINT `procedure_words_procedures_words` FOREIGN KEY (`procedure_id`) REFERENCES `procedures` (`id`) ON DELETE NO ACTION);
-- create index "procedureword_word_procedure_id" to table: "procedure_words"
CREATE UNIQUE INDEX `procedureword_word_procedure_id` ON `procedure_words` (`word`, `procedure_id`);
-- create index "procedureword_procedure_id" to table: "procedure_words"
CREATE INDEX `procedureword_procedure_id` ON `procedure_words` (`procedure_id`);
-- create "receptions" table
CREATE TABLE `receptions` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `unit_id` blob NOT NULL, `unit_path` text NOT NULL, `organisation_id` blob NULL, `host` text NOT NULL, `host_title` text NOT NULL, `host_name` text NULL, `place` text NOT NULL, `fields` json NOT NULL, `starts_at` datetime NOT NULL, `ends_at` datetime NOT NULL, `slot_minutes` integer NOT NULL, `seats_per_slot` integer NOT NULL, `status` text NOT NULL, `listed` bool NOT NULL DEFAULT (false), `published_at` datetime NULL, `moved_at` datetime NULL, `closed_at` datetime NULL, `called_off_at` datetime NULL, `reason` text NULL, `last_number` integer NOT NULL DEFAULT (0), `waiting_count` integer NOT NULL DEFAULT (0), `now_serving` integer NULL, PRIMARY KEY (`id`));
-- create index "reception_unit_id_starts_at_id" to table: "receptions"
CREATE INDEX `reception_unit_id_starts_at_id` ON `receptions` (`unit_id`, `starts_at`, `id`);
-- create index "reception_unit_id_host_starts_at_id" to table: "receptions"
CREATE INDEX `reception_unit_id_host_starts_at_id` ON `receptions` (`unit_id`, `host`, `starts_at`, `id`);
-- create index "reception_status_ends_at_id" to table: "receptions"
CREATE INDEX `reception_status_ends_at_id` ON `receptions` (`status`, `ends_at`, `id`);
-- create "reception_bookings" table
CREATE TABLE `reception_bookings` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `unit_id` blob NOT NULL, `unit_path` text NOT NULL, `status` text NOT NULL, `number` integer NOT NULL, `turn` integer NULL, `code` text NOT NULL, `field` text NOT NULL, `note` text NULL, `day` text NOT NULL, `outcome` text NULL, `answer` text NULL, `forwarded_to_id` blob NULL, `promised_on` text NULL, `arrived_at` datetime NULL, `called_at` datetime NULL, `finished_at` datetime NULL, `kept_at` datetime NULL, `cancelled_at` datetime NULL, `reception_id` blob NOT NULL, `slot_id` blob NULL, `account_id` blob NULL, PRIMARY KEY (`id`), CONSTRAINT `reception_bookings_receptions_reception` FOREIGN KEY (`reception_id`) REFERENCES `receptions` (`id`) ON DELETE NO ACTION, CONSTRAINT `reception_bookings_reception_slots_slot` FOREIGN KEY (`slot_id`) REFERENCES `reception_slots` (`id`) ON DELETE SET NULL, CONSTRAINT `reception_bookings_accounts_account` FOREIGN KEY (`account_id`) REFERENCES `accounts` (`id`) ON DELETE SET NULL);
-- create index "receptionbooking_reception_id_number" to table: "reception_bookings"
CREATE UNIQUE INDEX `receptionbooking_reception_id_number` ON `reception_bookings` (`reception_id`, `number`);
-- create index "receptionbooking_reception_id_code" to table: "reception_bookings"
CREATE UNIQUE INDEX `receptionbooking_reception_id_code` ON `reception_bookings` (`reception_id`, `code`);
-- create index "receptionbooking_reception_id_status_number_id" to table: "reception_bookings"
CREATE INDEX `receptionbooking_reception_id_status_number_id` ON `reception_bookings` (`reception_id`, `status`, `number`, `id`);
-- create index "receptionbooking_reception_id_status_turn_id" to table: "reception_bookings"
CREATE INDEX `receptionbooking_reception_id_status_turn_id` ON `reception_bookings` (`reception_id`, `status`, `turn`, `id`);
-- create index "receptionbooking_reception_id_turn_id" to table: "reception_bookings"
CREATE INDEX `receptionbooking_reception_id_turn_id` ON `reception_bookings` (`reception_id`, `turn`, `id`);
-- create index "receptionbooking_account_id_created_at_id" to table: "reception_bookings"
CREATE INDEX `receptionbooking_account_id_created_at_id` ON `reception_bookings` (`account_id`, `created_at`, `id`);
-- create index "receptionbooking_account_id_day_status" to table: "reception_bookings"
CREATE INDEX `receptionbooking_account_id_day_status` ON `reception_bookings` (`account_id`, `day`, `status`);
-- create index "receptionbooking_unit_id_status_promised_on_id" to table: "reception_bookings"
CREATE INDEX `receptionbooking_unit_id_status_promised_on_id` ON `reception_bookings` (`unit_id`, `status`, `promised_on`, `id`);
-- create "reception_slots" table
CREATE TABLE `reception_slots` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `unit_id` blob NOT NULL, `unit_path` text NOT NULL, `position` integer NOT NULL, `starts_at` datetime NOT NULL, `ends_at` datetime NOT NULL, `seats` integer NOT NULL, `taken` integer NOT NULL DEFAULT (0), `reception_id` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `reception_slots_receptions_reception` FOREIGN KEY (`reception_id`) REFERENCES `receptions` (`id`) ON DELETE NO ACTION);
-- create index "receptionslot_reception_id_position" to table: "reception_slots"
CREATE UNIQUE INDEX `receptionslot_reception_id_position` ON `reception_slots` (`reception_id`, `position`);
-- create "request_escalations" table
CREATE TABLE `request_escalations` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `opened_at` datetime NOT NULL, `level` integer NOT NULL, `help_request_id` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `request_escalations_help_requests_help_request` FOREIGN KEY (`help_request_id`) REFERENCES `help_requests` (`id`) ON DELETE NO ACTION);
-- create index "requestescalation_help_request_id_opened_at_level" to table: "request_escalations"
CREATE UNIQUE INDEX `requestescalation_help_request_id_opened_at_level` ON `request_escalations` (`help_request_id`, `opened_at`, `level`);
-- create "request_messages" table
CREATE TABLE `request_messages` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `by` text NOT NULL, `body` text NOT NULL, `sequence` integer NOT NULL, `client_id` text NULL, `client_fingerprint` blob NULL, `help_request_id` blob NOT NULL, `author_id` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `request_messages_help_requests_help_request` FOREIGN KEY (`help_request_id`) REFERENCES `help_requests` (`id`) ON DELETE NO ACTION, CONSTRAINT `request_messages_accounts_author` FOREIGN KEY (`author_id`) REFERENCES `accounts` (`id`) ON DELETE NO ACTION);
-- create index "requestmessage_help_request_id_sequence" to table: "request_messages"
CREATE UNIQUE INDEX `requestmessage_help_request_id_sequence` ON `request_messages` (`help_request_id`, `sequence`);
-- create index "requestmessage_help_request_id_author_id_sequence" to table: "request_messages"
CREATE INDEX `requestmessage_help_request_id_author_id_sequence` ON `request_messages` (`help_request_id`, `author_id`, `sequence`);
-- create index "requestmessage_author_id_client_id" to table: "request_messages"
CREATE UNIQUE INDEX `requestmessage_author_id_client_id` ON `request_messages` (`author_id`, `client_id`);
-- create "shifts" table
CREATE TABLE `shifts` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `unit_id` blob NOT NULL, `unit_path` text NOT NULL, `place` text NOT NULL, `starts_at` datetime NOT NULL, `ends_at` datetime NOT NULL, `capacity` integer NOT NULL, `signed_count` integer NOT NULL DEFAULT (0), `skill` text NULL, `status` text NOT NULL, `planned_by_id` blob NULL, `called_off_at` datetime NULL, `call_off_reason` text NULL, `pair_told_at` datetime NULL, `team_id` blob NOT NULL, `help_point_id` blob NULL, PRIMARY KEY (`id`), CONSTRAINT `shifts_teams_team` FOREIGN KEY (`team_id`) REFERENCES `teams` (`id`) ON DELETE NO ACTION, CONSTRAINT `shifts_help_points_help_point` FOREIGN KEY (`help_point_id`) REFERENCES `help_points` (`id`) ON DELETE SET NULL);
-- create index "shift_team_id_starts_at_id" to table: "shifts"
CREATE INDEX `shift_team_id_starts_at_id` ON `shifts` (`team_id`, `starts_at`, `id`);
-- create index "shift_unit_id_starts_at_id" to table: "shifts"
CREATE INDEX `shift_unit_id_starts_at_id` ON `shifts` (`unit_id`, `starts_at`, `id`);
-- create index "shift_help_point_id_status_starts_at" to table: "shifts"
CREATE INDEX `shift_help_point_id_status_starts_at` ON `shifts` (`help_point_id`, `status`, `starts_at`);
-- create index "shift_place_status_starts_at_id" to table: "shifts"
CREATE INDEX `shift_place_status_starts_at_id` ON `shifts` (`place`, `status`, `starts_at`, `id`);
-- create "shift_signups" table
CREATE TABLE `shift_signups` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `unit_id` blob NOT NULL, `unit_path` text NOT NULL, `team_id` blob NOT NULL, `status` text NOT NULL, `active_for` text NULL, `starts_at` datetime NOT NULL, `ends_at` datetime NOT NULL, `left_at` datetime NULL, `marked_at` datetime NULL, `marked_by_id` blob NULL, `comment` text NULL, `objection` text NULL, `objected_at` datetime NULL, `reminded_at` datetime NULL, `shift_id` blob NOT NULL, `account_id` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `shift_signups_shifts_shift` FOREIGN KEY (`shift_id`) REFERENCES `shifts` (`id`) ON DELETE NO ACTION, CONSTRAINT `shift_signups_accounts_account` FOREIGN KEY (`account_id`) REFERENCES `accounts` (`id`) ON DELETE NO ACTION);
-- create index "shift_signups_active_for_key" to table: "shift_signups"
CREATE UNIQUE INDEX `shift_signups_active_for_key` ON `shift_signups` (`active_for`);
-- create index "shiftsignup_shift_id_created_at_id" to table: "shift_signups"
CREATE INDEX `shiftsignup_shift_id_created_at_id` ON `shift_signups` (`shift_id`, `created_at`, `id`);
-- create index "shiftsignup_shift_id_status_created_at_id" to table: "shift_signups"
CREATE INDEX `shiftsignup_shift_id_status_created_at_id` ON `shift_signups` (`shift_id`, `status`, `created_at`, `id`);
-- create index "shiftsignup_account_id_starts_at_id" to table: "shift_signups"
CREATE INDEX `shiftsignup_account_id_starts_at_id` ON `shift_signups` (`account_id`, `starts_at`, `id`);
-- create index "shiftsignup_account_id_status_starts_at_id" to table: "shift_signups"
CREATE INDEX `shiftsignup_account_id_status_starts_at_id` ON `shift_signups` (`account_id`, `status`, `starts_at`, `id`);
-- create index "shiftsignup_status_reminded_at_starts_at_id" to table: "shift_signups"
CREATE INDEX `shiftsignup_status_reminded_at_starts_at_id` ON `shift_signups` (`status`, `reminded_at`, `starts_at`, `id`);
-- create index "shiftsignup_account_id_status_updated_at_id" to table: "shift_signups"
CREATE INDEX `shiftsignup_account_id_status_updated_at_id` ON `shift_signups` (`account_id`, `status`, `updated_at`, `id`);
-- create "solved_answers" table
CREATE TABLE `solved_answers` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `unit_path` text NOT NULL, `solved` text NOT NULL, `reason_code` text NULL, `note` text NULL, `from_status` text NOT NULL, `to_status` text NOT NULL, `asked_at` datetime NOT NULL, `answered_at` datetime NOT NULL, `unit_id` blob NOT NULL, `help_request_id` blob NOT NULL, `citizen_id` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `solved_answers_units_unit` FOREIGN KEY (`unit_id`) REFERENCES `units` (`id`) ON DELETE NO ACTION, CONSTRAINT `solved_answers_help_requests_help_request` FOREIGN KEY (`help_request_id`) REFERENCES `help_requests` (`id`) ON DELETE NO ACTION, CONSTRAINT `solved_answers_accounts_citizen` FOREIGN KEY (`citizen_id`) REFERENCES `accounts` (`id`) ON DELETE NO ACTION);
-- create index "solvedanswer_unit_path" to table: "solved_answers"
CREATE INDEX `solvedanswer_unit_path` ON `solved_answers` (`unit_path`);
-- create "teams" table
CREATE TABLE `teams` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `unit_path` text NOT NULL, `name` text NOT NULL, `kind` text NOT NULL, `status` text NOT NULL, `founded_by_id` blob NULL, `ended_at` datetime NULL, `end_reason` text NULL, `unit_id` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `teams_units_unit` FOREIGN KEY (`unit_id`) REFERENCES `units` (`id`) ON DELETE NO ACTION);
-- create index "team_unit_id_status_created_at_id" to table: "teams"
CREATE INDEX `team_unit_id_status_created_at_id` ON `teams` (`unit_id`, `status`, `created_at`, `id`);
-- create index "team_unit_id_created_at_id" to table: "teams"
CREATE INDEX `team_unit_id_created_at_id` ON `teams` (`unit_id`, `created_at`, `id`);
-- create index "team_status_created_at_id" to table: "teams"
CREATE INDEX `team_status_created_at_id` ON `teams` (`status`, `created_at`, `id`);
-- create index "team_created_at_id" to table: "teams"
CREATE INDEX `team_created_at_id` ON `teams` (`created_at`, `id`);
-- create "team_members" table
CREATE TABLE `team_members` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `unit_id` blob NOT NULL, `unit_path` text NOT NULL, `status` text NOT NULL, `active_for` text NULL, `from_on` text NOT NULL, `to_on` text NOT NULL, `lead` bool NOT NULL DEFAULT (false), `born_on` text NULL, `trained_on` text NULL, `skills` json NOT NULL, `ended_at` datetime NULL, `end_reason` text NULL, `team_id` blob NOT NULL, `account_id` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `team_members_teams_team` FOREIGN KEY (`team_id`) REFERENCES `teams` (`id`) ON DELETE NO ACTION, CONSTRAINT `team_members_accounts_account` FOREIGN KEY (`account_id`) REFERENCES `accounts` (`id`) ON DELETE NO ACTION);
-- create index "team_members_active_for_key" to table: "team_members"
CREATE UNIQUE INDEX `team_members_active_for_key` ON `team_members` (`active_for`);
-- create index "teammember_team_id_created_at_id" to table: "team_members"
CREATE INDEX `teammember_team_id_created_at_id` ON `team_members` (`team_id`, `created_at`, `id`);
-- create index "teammember_team_id_status_created_at_id" to table: "team_members"
CREATE INDEX `teammember_team_id_status_created_at_id` ON `team_members` (`team_id`, `status`, `created_at`, `id`);
-- create index "teammember_account_id_created_at_id" to table: "team_members"
CREATE INDEX `teammember_account_id_created_at_id` ON `team_members` (`account_id`, `created_at`, `id`);
-- create index "teammember_account_id_status" to table: "team_members"
CREATE INDEX `teammember_account_id_status` ON `team_members` (`account_id`, `status`);
-- create index "teammember_unit_path_status" to table: "team_members"
CREATE INDEX `teammember_unit_path_status` ON `team_members` (`unit_path`, `status`);
-- create index "teammember_status_to_on_id" to table: "team_members"
CREATE INDEX `teammember_status_to_on_id` ON `team_members` (`status`, `to_on`, `id`);
-- create "tombstones" table
CREATE TABLE `tombstones` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `account_id` blob NOT NULL, `event_id` blob NOT NULL, `subject_id` blob NOT NULL, `reason` text NOT NULL, PRIMARY KEY (`id`));
-- create index "tombstone_account_id_created_at_id" to table: "tombstones"
CREATE INDEX `tombstone_account_id_created_at_id` ON `tombstones` (`account_id`, `created_at`, `id`);
-- create index "tombstone_event_id_account_id" to table: "tombstones"
CREATE UNIQUE INDEX `tombstone_event_id_account_id` ON `tombstones` (`event_id`, `account_id`);
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

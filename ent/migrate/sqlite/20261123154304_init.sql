-- +goose Up
-- create "access_records" table
CREATE TABLE `access_records` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `subject_id` blob NOT NULL, `viewer_id` blob NOT NULL, `viewer_role` text NOT NULL, `what` text NOT NULL, `object_id` blob NOT NULL, PRIMARY KEY (`id`));
-- create index "accessrecord_subject_id_id" to table: "access_records"
CREATE INDEX `accessrecord_subject_id_id` ON `access_records` (`subject_id`, `id`);
-- create index "accessrecord_viewer_id_id" to table: "access_records"
CREATE INDEX `accessrecord_viewer_id_id` ON `access_records` (`viewer_id`, `id`);
-- create "accounts" table
CREATE TABLE `accounts` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `phone` text NOT NULL, `display_name` text NOT NULL, `grants_version` integer NOT NULL DEFAULT (1), `status` text NOT NULL, `unit_id` blob NULL, PRIMARY KEY (`id`), CONSTRAINT `accounts_units_unit` FOREIGN KEY (`unit_id`) REFERENCES `units` (`id`) ON DELETE SET NULL);
-- create index "accounts_phone_key" to table: "accounts"
CREATE UNIQUE INDEX `accounts_phone_key` ON `accounts` (`phone`);
-- create "activities" table
CREATE TABLE `activities` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `sequence` integer NOT NULL, `kind` text NOT NULL, `conference_status` text NOT NULL, `conference_id` blob NOT NULL, `question_id` blob NULL, PRIMARY KEY (`id`), CONSTRAINT `activities_conferences_conference` FOREIGN KEY (`conference_id`) REFERENCES `conferences` (`id`) ON DELETE NO ACTION, CONSTRAINT `activities_questions_question` FOREIGN KEY (`question_id`) REFERENCES `questions` (`id`) ON DELETE SET NULL);
-- create index "activity_conference_id_sequence" to table: "activities"
CREATE UNIQUE INDEX `activity_conference_id_sequence` ON `activities` (`conference_id`, `sequence`);
-- create "assistance_logs" table
CREATE TABLE `assistance_logs` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `client_id` text NULL, `client_fingerprint` blob NULL, `kind` text NOT NULL, `outcome` text NOT NULL, `note` text NULL, `minutes` integer NOT NULL, `happened_at` datetime NOT NULL, `logged_at` datetime NOT NULL, `dossier_code` text NULL, `help_request_id` blob NOT NULL, `volunteer_id` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `assistance_logs_help_requests_help_request` FOREIGN KEY (`help_request_id`) REFERENCES `help_requests` (`id`) ON DELETE NO ACTION, CONSTRAINT `assistance_logs_accounts_volunteer` FOREIGN KEY (`volunteer_id`) REFERENCES `accounts` (`id`) ON DELETE NO ACTION);
-- create index "assistancelog_help_request_id_logged_at_id" to table: "assistance_logs"
CREATE INDEX `assistancelog_help_request_id_logged_at_id` ON `assistance_logs` (`help_request_id`, `logged_at`, `id`);
-- create index "assistancelog_volunteer_id_client_id" to table: "assistance_logs"
CREATE UNIQUE INDEX `assistancelog_volunteer_id_client_id` ON `assistance_logs` (`volunteer_id`, `client_id`);
-- create "commitments" table
CREATE TABLE `commitments` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `unit_id` blob NOT NULL, `unit_path` text NOT NULL, `text` text NOT NULL, `due_on` text NOT NULL, `status` text NOT NULL, `kept_at` datetime NULL, `conference_id` blob NOT NULL, `question_id` blob NULL, `responsible_id` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `commitments_conferences_conference` FOREIGN KEY (`conference_id`) REFERENCES `conferences` (`id`) ON DELETE NO ACTION, CONSTRAINT `commitments_questions_question` FOREIGN KEY (`question_id`) REFERENCES `questions` (`id`) ON DELETE SET NULL, CONSTRAINT `commitments_organisations_responsible` FOREIGN KEY (`responsible_id`) REFERENCES `organisations` (`id`) ON DELETE NO ACTION);
-- create index "commitment_conference_id_due_on_id" to table: "commitments"
CREATE INDEX `commitment_conference_id_due_on_id` ON `commitments` (`conference_id`, `due_on`, `id`);
-- create index "commitment_responsible_id_status_due_on" to table: "commitments"
CREATE INDEX `commitment_responsible_id_status_due_on` ON `commitments` (`responsible_id`, `status`, `due_on`);
-- create "conferences" table
CREATE TABLE `conferences` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `unit_path` text NOT NULL, `kind` text NOT NULL, `title` text NOT NULL, `topic` text NULL, `created_by_id` blob NULL, `starts_at` datetime NOT NULL, `ends_at` datetime NOT NULL, `venue` text NULL, `capacity` integer NULL, `moderation` text NOT NULL, `status` text NOT NULL, `listed` bool NOT NULL DEFAULT (false), `urgent` bool NOT NULL DEFAULT (false), `urgent_reason` text NULL, `announced_at` datetime NULL, `started_at` datetime NULL, `ended_at` datetime NULL, `cancelled_at` datetime NULL, `cancel_reason` text NULL, `conclusion_body` text NULL, `concluded_at` datetime NULL, `question_count` integer NOT NULL DEFAULT (0), `registered_count` integer NOT NULL DEFAULT (0), `last_sequence` integer NOT NULL DEFAULT (0), `unit_id` blob NOT NULL, `host_id` blob NULL, PRIMARY KEY (`id`), CONSTRAINT `conferences_units_unit` FOREIGN KEY (`unit_id`) REFERENCES `units` (`id`) ON DELETE NO ACTION, CONSTRAINT `conferences_organisations_host` FOREIGN KEY (`host_id`) REFERENCES `organisations` (`id`) ON DELETE SET NULL);
-- create index "conference_listed_starts_at_id" to table: "conferences"
CREATE INDEX `conference_listed_starts_at_id` ON `conferences` (`listed`, `starts_at`, `id`);
-- create index "conference_unit_id_listed_starts_at_id" to table: "conferences"
CREATE INDEX `conference_unit_id_listed_starts_at_id` ON `conferences` (`unit_id`, `listed`, `starts_at`, `id`);
-- create index "conference_unit_id_starts_at_id" to table: "conferences"
CREATE INDEX `conference_unit_id_starts_at_id` ON `conferences` (`unit_id`, `starts_at`, `id`);
-- create "decisions" table
CREATE TABLE `decisions` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `outcome` text NOT NULL, `reason_code` text NOT NULL, `statement` text NOT NULL, `decided_by_id` blob NOT NULL, `decided_at` datetime NOT NULL, `case_id` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `decisions_moderation_cases_moderation_case` FOREIGN KEY (`case_id`) REFERENCES `moderation_cases` (`id`) ON DELETE NO ACTION);
-- create index "decision_case_id_id" to table: "decisions"
CREATE INDEX `decision_case_id_id` ON `decisions` (`case_id`, `id`);
-- create "flags" table
CREATE TABLE `flags` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `subject_id` blob NOT NULL, `citizen_id` blob NOT NULL, `reason` text NOT NULL, `note` text NULL, `case_id` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `flags_moderation_cases_moderation_case` FOREIGN KEY (`case_id`) REFERENCES `moderation_cases` (`id`) ON DELETE NO ACTION);
-- create index "flag_subject_id_citizen_id" to table: "flags"
CREATE UNIQUE INDEX `flag_subject_id_citizen_id` ON `flags` (`subject_id`, `citizen_id`);
-- create "help_requests" table
CREATE TABLE `help_requests` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `unit_path` text NOT NULL, `code` text NOT NULL, `client_id` text NULL, `client_fingerprint` blob NULL, `description` text NOT NULL, `description_hidden` bool NOT NULL DEFAULT (false), `mode` text NOT NULL, `status` text NOT NULL, `opened_at` datetime NOT NULL, `status_since` datetime NOT NULL, `resolved_at` datetime NULL, `consented_at` datetime NOT NULL, `rating` integer NULL, `rating_comment` text NULL, `unit_id` blob NOT NULL, `citizen_id` blob NOT NULL, `volunteer_id` blob NULL, `procedure_id` blob NULL, PRIMARY KEY (`id`), CONSTRAINT `help_requests_units_unit` FOREIGN KEY (`unit_id`) REFERENCES `units` (`id`) ON DELETE NO ACTION, CONSTRAINT `help_requests_accounts_citizen` FOREIGN KEY (`citizen_id`) REFERENCES `accounts` (`id`) ON DELETE NO ACTION, CONSTRAINT `help_requests_accounts_volunteer` FOREIGN KEY (`volunteer_id`) REFERENCES `accounts` (`id`) ON DELETE SET NULL, CONSTRAINT `help_requests_procedures_procedure` FOREIGN KEY (`procedure_id`) REFERENCES `procedures` (`id`) ON DELETE SET NULL);
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
-- create "idempotent_answers" table
CREATE TABLE `idempotent_answers` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `account_id` blob NOT NULL, `key` text NOT NULL, `path` text NOT NULL, `fingerprint` blob NOT NULL, `answer` text NOT NULL, PRIMARY KEY (`id`));
-- create index "idempotentanswer_account_id_key_path" to table: "idempotent_answers"
CREATE UNIQUE INDEX `idempotentanswer_account_id_key_path` ON `idempotent_answers` (`account_id`, `key`, `path`);
-- create index "idempotentanswer_created_at" to table: "idempotent_answers"
CREATE INDEX `idempotentanswer_created_at` ON `idempotent_answers` (`created_at`);
-- create "moderation_cases" table
CREATE TABLE `moderation_cases` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `unit_id` blob NOT NULL, `unit_path` text NOT NULL, `subject_id` blob NOT NULL, `subject_kind` text NOT NULL, `cause` text NOT NULL, `author_id` blob NOT NULL, `original` text NOT NULL, `status` text NOT NULL, `opened_at` datetime NOT NULL, `flag_count` integer NOT NULL DEFAULT (0), `reasons` json NOT NULL, `open_for` text NULL, PRIMARY KEY (`id`));
-- create index "moderation_cases_open_for_key" to table: "moderation_cases"
CREATE UNIQUE INDEX `moderation_cases_open_for_key` ON `moderation_cases` (`open_for`);
-- create index "moderationcase_unit_id_status_opened_at_id" to table: "moderation_cases"
CREATE INDEX `moderationcase_unit_id_status_opened_at_id` ON `moderation_cases` (`unit_id`, `status`, `opened_at`, `id`);
-- create index "moderationcase_status_opened_at_id" to table: "moderation_cases"
CREATE INDEX `moderationcase_status_opened_at_id` ON `moderation_cases` (`status`, `opened_at`, `id`);
-- create index "moderationcase_subject_id" to table: "moderation_cases"
CREATE INDEX `moderationcase_subject_id` ON `moderation_cases` (`subject_id`);
-- create "notifications" table
CREATE TABLE `notifications` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `account_id` blob NOT NULL, `event_id` blob NOT NULL, `kind` text NOT NULL, `subject_id` blob NOT NULL, `args` json NOT NULL, `read_at` datetime NULL, PRIMARY KEY (`id`));
-- create index "notification_account_id_created_at_id" to table: "notifications"
CREATE INDEX `notification_account_id_created_at_id` ON `notifications` (`account_id`, `created_at`, `id`);
-- create index "notification_event_id_account_id" to table: "notifications"
CREATE UNIQUE INDEX `notification_event_id_account_id` ON `notifications` (`event_id`, `account_id`);
-- create "organisations" table
CREATE TABLE `organisations` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `unit_path` text NOT NULL, `name` text NOT NULL, `name_folded` text NOT NULL, `kind` text NOT NULL, `unit_id` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `organisations_units_unit` FOREIGN KEY (`unit_id`) REFERENCES `units` (`id`) ON DELETE NO ACTION);
-- create index "organisation_unit_id_kind_name" to table: "organisations"
CREATE UNIQUE INDEX `organisation_unit_id_kind_name` ON `organisations` (`unit_id`, `kind`, `name`);
-- create index "organisation_name_folded_id" to table: "organisations"
CREATE INDEX `organisation_name_folded_id` ON `organisations` (`name_folded`, `id`);
-- create index "organisation_unit_path" to table: "organisations"
CREATE INDEX `organisation_unit_path` ON `organisations` (`unit_path`);
-- create "otp_challenges" table
CREATE TABLE `otp_challenges` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `phone` text NOT NULL, `code_mac` blob NOT NULL, `address` text NOT NULL, `tries` integer NOT NULL DEFAULT (0), `expires_at` datetime NOT NULL, `used_at` datetime NULL, PRIMARY KEY (`id`));
-- create index "otpchallenge_phone_created_at" to table: "otp_challenges"
CREATE INDEX `otpchallenge_phone_created_at` ON `otp_challenges` (`phone`, `created_at`);
-- create index "otpchallenge_address_created_at" to table: "otp_challenges"
CREATE INDEX `otpchallenge_address_created_at` ON `otp_challenges` (`address`, `created_at`);
-- create "outbox_events" table
CREATE TABLE `outbox_events` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `name` text NOT NULL, `subject_id` blob NOT NULL, `actor_id` blob NULL, `data` json NOT NULL, `at` datetime NOT NULL, `relayed` bool NOT NULL DEFAULT (false), PRIMARY KEY (`id`));
-- create index "outboxevent_relayed_id" to table: "outbox_events"
CREATE INDEX `outboxevent_relayed_id` ON `outbox_events` (`relayed`, `id`);
-- create "procedures" table
CREATE TABLE `procedures` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `code` text NULL, `name` text NOT NULL, `search_folded` text NOT NULL, `sort_key` text NOT NULL, `identity` text NOT NULL, `field` text NOT NULL, `topic_group` text NOT NULL, `authority_level` text NOT NULL, `service_level` text NOT NULL, `channels` text NOT NULL, `time_min` integer NULL, `time_max` integer NULL, `time_unit` text NOT NULL, `time_note` text NOT NULL, `fees_vnd` text NOT NULL, `as_of` text NOT NULL, `source` text NOT NULL, `confidence` text NOT NULL, PRIMARY KEY (`id`));
-- create index "procedures_identity_key" to table: "procedures"
CREATE UNIQUE INDEX `procedures_identity_key` ON `procedures` (`identity`);
-- create index "procedure_sort_key_id" to table: "procedures"
CREATE INDEX `procedure_sort_key_id` ON `procedures` (`sort_key`, `id`);
-- create "questions" table
CREATE TABLE `questions` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `unit_id` blob NOT NULL, `unit_path` text NOT NULL, `client_id` text NULL, `client_fingerprint` blob NULL, `body` text NOT NULL, `show_name` bool NOT NULL, `shown_name` text NULL, `status` text NOT NULL, `listed` bool NOT NULL DEFAULT (false), `vote_count` integer NOT NULL DEFAULT (0), `published_at` datetime NULL, `answer_body` text NULL, `answered_at` datetime NULL, `conference_id` blob NOT NULL, `author_id` blob NOT NULL, `answered_by_id` blob NULL, `merged_into_id` blob NULL, PRIMARY KEY (`id`), CONSTRAINT `questions_conferences_conference` FOREIGN KEY (`conference_id`) REFERENCES `conferences` (`id`) ON DELETE NO ACTION, CONSTRAINT `questions_accounts_author` FOREIGN KEY (`author_id`) REFERENCES `accounts` (`id`) ON DELETE NO ACTION, CONSTRAINT `questions_organisations_answered_by` FOREIGN KEY (`answered_by_id`) REFERENCES `organisations` (`id`) ON DELETE SET NULL, CONSTRAINT `questions_questions_merged` FOREIGN KEY (`merged_into_id`) REFERENCES `questions` (`id`) ON DELETE SET NULL);
-- create index "question_conference_id_listed_vote_count_id" to table: "questions"
CREATE INDEX `question_conference_id_listed_vote_count_id` ON `questions` (`conference_id`, `listed`, `vote_count`, `id`);
-- create index "question_conference_id_listed_created_at_id" to table: "questions"
CREATE INDEX `question_conference_id_listed_created_at_id` ON `questions` (`conference_id`, `listed`, `created_at`, `id`);
-- create index "question_author_id_created_at_id" to table: "questions"
CREATE INDEX `question_author_id_created_at_id` ON `questions` (`author_id`, `created_at`, `id`);
-- create index "question_author_id_client_id" to table: "questions"
CREATE UNIQUE INDEX `question_author_id_client_id` ON `questions` (`author_id`, `client_id`);
-- create "refresh_tokens" table
CREATE TABLE `refresh_tokens` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `generation` integer NOT NULL, `token_hash` blob NOT NULL, `rotated_at` datetime NULL, `session_id` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `refresh_tokens_sessions_session` FOREIGN KEY (`session_id`) REFERENCES `sessions` (`id`) ON DELETE NO ACTION);
-- create index "refresh_tokens_token_hash_key" to table: "refresh_tokens"
CREATE UNIQUE INDEX `refresh_tokens_token_hash_key` ON `refresh_tokens` (`token_hash`);
-- create index "refreshtoken_session_id_generation" to table: "refresh_tokens"
CREATE UNIQUE INDEX `refreshtoken_session_id_generation` ON `refresh_tokens` (`session_id`, `generation`);
-- create "request_histories" table
CREATE TABLE `request_histories` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `verb` text NOT NULL, `from_status` text NOT NULL, `to_status` text NOT NULL, `at` datetime NOT NULL, `actor_id` blob NULL, `actor_role` text NOT NULL, `reason` text NULL, `help_request_id` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `request_histories_help_requests_help_request` FOREIGN KEY (`help_request_id`) REFERENCES `help_requests` (`id`) ON DELETE NO ACTION);
-- create index "requesthistory_help_request_id_id" to table: "request_histories"
CREATE INDEX `requesthistory_help_request_id_id` ON `request_histories` (`help_request_id`, `id`);
-- create "role_grants" table
CREATE TABLE `role_grants` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `unit_path` text NOT NULL, `role` text NOT NULL, `granted_by_id` blob NULL, `revoked_at` datetime NULL, `revoked_by_id` blob NULL, `holds` text NULL, `account_id` blob NOT NULL, `unit_id` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `role_grants_accounts_account` FOREIGN KEY (`account_id`) REFERENCES `accounts` (`id`) ON DELETE NO ACTION, CONSTRAINT `role_grants_units_unit` FOREIGN KEY (`unit_id`) REFERENCES `units` (`id`) ON DELETE NO ACTION);
-- create index "role_grants_holds_key" to table: "role_grants"
CREATE UNIQUE INDEX `role_grants_holds_key` ON `role_grants` (`holds`);
-- create index "rolegrant_account_id_revoked_at" to table: "role_grants"
CREATE INDEX `rolegrant_account_id_revoked_at` ON `role_grants` (`account_id`, `revoked_at`);
-- create "sessions" table
CREATE TABLE `sessions` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `device_name` text NOT NULL, `expires_at` datetime NOT NULL, `idle_at` datetime NOT NULL, `ended_at` datetime NULL, `ended_reason` text NULL, `account_id` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `sessions_accounts_account` FOREIGN KEY (`account_id`) REFERENCES `accounts` (`id`) ON DELETE NO ACTION);
-- create index "session_account_id_ended_at" to table: "sessions"
CREATE INDEX `session_account_id_ended_at` ON `sessions` (`account_id`, `ended_at`);
-- create "units" table
CREATE TABLE `units` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `code` text NOT NULL, `name` text NOT NULL, `name_folded` text NOT NULL, `kind` text NOT NULL, `path` text NOT NULL, `valid_from` text NULL, `valid_to` text NULL, `identity` text NOT NULL, `source` text NOT NULL, `confidence` text NOT NULL, `parent_id` blob NULL, PRIMARY KEY (`id`), CONSTRAINT `units_units_children` FOREIGN KEY (`parent_id`) REFERENCES `units` (`id`) ON DELETE SET NULL);
-- create index "units_identity_key" to table: "units"
CREATE UNIQUE INDEX `units_identity_key` ON `units` (`identity`);
-- create index "unit_name_folded_id" to table: "units"
CREATE INDEX `unit_name_folded_id` ON `units` (`name_folded`, `id`);
-- create index "unit_parent_id_name_folded_id" to table: "units"
CREATE INDEX `unit_parent_id_name_folded_id` ON `units` (`parent_id`, `name_folded`, `id`);
-- create index "unit_path" to table: "units"
CREATE INDEX `unit_path` ON `units` (`path`);
-- create "unit_successions" table
CREATE TABLE `unit_successions` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `whole` bool NOT NULL, `name_then` text NULL, `source` text NOT NULL, `confidence` text NOT NULL, `predecessor_id` blob NOT NULL, `successor_id` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `unit_successions_units_predecessor` FOREIGN KEY (`predecessor_id`) REFERENCES `units` (`id`) ON DELETE NO ACTION, CONSTRAINT `unit_successions_units_successor` FOREIGN KEY (`successor_id`) REFERENCES `units` (`id`) ON DELETE NO ACTION);
-- create index "unitsuccession_predecessor_id_successor_id" to table: "unit_successions"
CREATE UNIQUE INDEX `unitsuccession_predecessor_id_successor_id` ON `unit_successions` (`predecessor_id`, `successor_id`);
-- create index "unitsuccession_successor_id" to table: "unit_successions"
CREATE INDEX `unitsuccession_successor_id` ON `unit_successions` (`successor_id`);
-- create "votes" table
CREATE TABLE `votes` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `question_id` blob NOT NULL, `voter_id` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `votes_questions_question` FOREIGN KEY (`question_id`) REFERENCES `questions` (`id`) ON DELETE NO ACTION, CONSTRAINT `votes_accounts_voter` FOREIGN KEY (`voter_id`) REFERENCES `accounts` (`id`) ON DELETE NO ACTION);
-- create index "vote_question_id_voter_id" to table: "votes"
CREATE UNIQUE INDEX `vote_question_id_voter_id` ON `votes` (`question_id`, `voter_id`);

-- +goose Up
-- disable the enforcement of foreign-keys constraints
PRAGMA foreign_keys = off;
-- create "new_activities" table
CREATE TABLE `new_activities` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `sequence` integer NOT NULL, `kind` text NOT NULL, `conference_status` text NOT NULL, `conference_id` blob NOT NULL, `question_id` blob NULL, `poll_id` blob NULL, PRIMARY KEY (`id`), CONSTRAINT `activities_conferences_conference` FOREIGN KEY (`conference_id`) REFERENCES `conferences` (`id`) ON DELETE NO ACTION, CONSTRAINT `activities_questions_question` FOREIGN KEY (`question_id`) REFERENCES `questions` (`id`) ON DELETE SET NULL, CONSTRAINT `activities_polls_poll` FOREIGN KEY (`poll_id`) REFERENCES `polls` (`id`) ON DELETE SET NULL);
-- copy rows from old table "activities" to new temporary table "new_activities"
INSERT INTO `new_activities` (`id`, `created_at`, `updated_at`, `sequence`, `kind`, `conference_status`, `conference_id`, `question_id`) SELECT `id`, `created_at`, `updated_at`, `sequence`, `kind`, `conference_status`, `conference_id`, `question_id` FROM `activities`;
-- drop "activities" table after copying rows
DROP TABLE `activities`;
-- rename temporary table "new_activities" to "activities"
ALTER TABLE `new_activities` RENAME TO `activities`;
-- create index "activity_conference_id_sequence" to table: "activities"
CREATE UNIQUE INDEX `activity_conference_id_sequence` ON `activities` (`conference_id`, `sequence`);
-- create "new_commitments" table
CREATE TABLE `new_commitments` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `unit_id` blob NOT NULL, `unit_path` text NOT NULL, `text` text NOT NULL, `due_on` text NOT NULL, `status` text NOT NULL, `listed` bool NOT NULL DEFAULT ('1'), `owner_id` blob NULL, `extensions` integer NOT NULL DEFAULT (0), `evidence` text NULL, `completed_at` datetime NULL, `confirm_until` text NULL, `entry_count` integer NOT NULL DEFAULT (0), `kept_at` datetime NULL, `conference_id` blob NOT NULL, `question_id` blob NULL, `responsible_id` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `commitments_conferences_conference` FOREIGN KEY (`conference_id`) REFERENCES `conferences` (`id`) ON DELETE NO ACTION, CONSTRAINT `commitments_questions_question` FOREIGN KEY (`question_id`) REFERENCES `questions` (`id`) ON DELETE SET NULL, CONSTRAINT `commitments_organisations_responsible` FOREIGN KEY (`responsible_id`) REFERENCES `organisations` (`id`) ON DELETE NO ACTION);
-- copy rows from old table "commitments" to new temporary table "new_commitments"
INSERT INTO `new_commitments` (`id`, `created_at`, `updated_at`, `unit_id`, `unit_path`, `text`, `due_on`, `status`, `kept_at`, `conference_id`, `question_id`, `responsible_id`) SELECT `id`, `created_at`, `updated_at`, `unit_id`, `unit_path`, `text`, `due_on`, `status`, `kept_at`, `conference_id`, `question_id`, `responsible_id` FROM `commitments`;
-- drop "commitments" table after copying rows
DROP TABLE `commitments`;
-- rename temporary table "new_commitments" to "commitments"
ALTER TABLE `new_commitments` RENAME TO `commitments`;
-- create index "commitment_conference_id_due_on_id" to table: "commitments"
CREATE INDEX `commitment_conference_id_due_on_id` ON `commitments` (`conference_id`, `due_on`, `id`);
-- create index "commitment_listed_status_due_on_id" to table: "commitments"
CREATE INDEX `commitment_listed_status_due_on_id` ON `commitments` (`listed`, `status`, `due_on`, `id`);
-- create index "commitment_unit_id_listed_status_due_on_id" to table: "commitments"
CREATE INDEX `commitment_unit_id_listed_status_due_on_id` ON `commitments` (`unit_id`, `listed`, `status`, `due_on`, `id`);
-- create index "commitment_responsible_id_listed_status_due_on_id" to table: "commitments"
CREATE INDEX `commitment_responsible_id_listed_status_due_on_id` ON `commitments` (`responsible_id`, `listed`, `status`, `due_on`, `id`);
-- create index "commitment_owner_id_created_at_id" to table: "commitments"
CREATE INDEX `commitment_owner_id_created_at_id` ON `commitments` (`owner_id`, `created_at`, `id`);
-- create index "commitment_confirm_until_id" to table: "commitments"
CREATE INDEX `commitment_confirm_until_id` ON `commitments` (`confirm_until`, `id`);
-- create "new_conferences" table
CREATE TABLE `new_conferences` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `unit_path` text NOT NULL, `kind` text NOT NULL, `occasion` text NOT NULL DEFAULT ('PERIODIC'), `form` text NULL, `title` text NOT NULL, `topic` text NULL, `created_by_id` blob NULL, `starts_at` datetime NOT NULL, `ends_at` datetime NOT NULL, `venue` text NULL, `online_url` text NULL, `capacity` integer NULL, `moderation` text NOT NULL, `status` text NOT NULL, `listed` bool NOT NULL DEFAULT (false), `urgent` bool NOT NULL DEFAULT (false), `urgent_reason` text NULL, `announced_at` datetime NULL, `started_at` datetime NULL, `ended_at` datetime NULL, `cancelled_at` datetime NULL, `cancel_reason` text NULL, `rescheduled_at` datetime NULL, `reschedule_reason` text NULL, `conclusion_body` text NULL, `concluded_at` datetime NULL, `question_count` integer NOT NULL DEFAULT (0), `registered_count` integer NOT NULL DEFAULT (0), `waiting_count` integer NOT NULL DEFAULT (0), `attended_count` integer NOT NULL DEFAULT (0), `last_registration` integer NOT NULL DEFAULT (0), `schedule_version` integer NOT NULL DEFAULT (0), `questions_paused` bool NOT NULL DEFAULT (false), `answering_id` blob NULL, `conclusion_version` integer NOT NULL DEFAULT (0), `last_sequence` integer NOT NULL DEFAULT (0), `unit_id` blob NOT NULL, `host_id` blob NULL, PRIMARY KEY (`id`), CONSTRAINT `conferences_units_unit` FOREIGN KEY (`unit_id`) REFERENCES `units` (`id`) ON DELETE NO ACTION, CONSTRAINT `conferences_organisations_host` FOREIGN KEY (`host_id`) REFERENCES `organisations` (`id`) ON DELETE SET NULL);
-- copy rows from old table "conferences" to new temporary table "new_conferences"
INSERT INTO `new_conferences` (`id`, `created_at`, `updated_at`, `unit_path`, `kind`, `title`, `topic`, `created_by_id`, `starts_at`, `ends_at`, `venue`, `capacity`, `moderation`, `status`, `listed`, `urgent`, `urgent_reason`, `announced_at`, `started_at`, `ended_at`, `cancelled_at`, `cancel_reason`, `conclusion_body`, `concluded_at`, `question_count`, `registered_count`, `last_sequence`, `unit_id`, `host_id`) SELECT `id`, `created_at`, `updated_at`, `unit_path`, `kind`, `title`, `topic`, `created_by_id`, `starts_at`, `ends_at`, `venue`, `capacity`, `moderation`, `status`, `listed`, `urgent`, `urgent_reason`, `announced_at`, `started_at`, `ended_at`, `cancelled_at`, `cancel_reason`, `conclusion_body`, `concluded_at`, `question_count`, `registered_count`, `last_sequence`, `unit_id`, `host_id` FROM `conferences`;
-- drop "conferences" table after copying rows
DROP TABLE `conferences`;
-- rename temporary table "new_conferences" to "conferences"
ALTER TABLE `new_conferences` RENAME TO `conferences`;
-- create index "conference_listed_starts_at_id" to table: "conferences"
CREATE INDEX `conference_listed_starts_at_id` ON `conferences` (`listed`, `starts_at`, `id`);
-- create index "conference_unit_id_listed_starts_at_id" to table: "conferences"
CREATE INDEX `conference_unit_id_listed_starts_at_id` ON `conferences` (`unit_id`, `listed`, `starts_at`, `id`);
-- create index "conference_unit_id_starts_at_id" to table: "conferences"
CREATE INDEX `conference_unit_id_starts_at_id` ON `conferences` (`unit_id`, `starts_at`, `id`);
-- create "new_notifications" table
CREATE TABLE `new_notifications` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `account_id` blob NOT NULL, `event_id` blob NOT NULL, `kind` text NOT NULL, `subject_id` blob NOT NULL, `args` json NOT NULL, `sequence` integer NOT NULL DEFAULT (0), `read_at` datetime NULL, PRIMARY KEY (`id`));
-- copy rows from old table "notifications" to new temporary table "new_notifications"
INSERT INTO `new_notifications` (`id`, `created_at`, `updated_at`, `account_id`, `event_id`, `kind`, `subject_id`, `args`, `read_at`) SELECT `id`, `created_at`, `updated_at`, `account_id`, `event_id`, `kind`, `subject_id`, `args`, `read_at` FROM `notifications`;
-- drop "notifications" table after copying rows
DROP TABLE `notifications`;
-- rename temporary table "new_notifications" to "notifications"
ALTER TABLE `new_notifications` RENAME TO `notifications`;
-- create index "notification_account_id_created_at_id" to table: "notifications"
CREATE INDEX `notification_account_id_created_at_id` ON `notifications` (`account_id`, `created_at`, `id`);
-- create index "notification_account_id_read_at" to table: "notifications"
CREATE INDEX `notification_account_id_read_at` ON `notifications` (`account_id`, `read_at`);
-- create index "notification_account_id_sequence" to table: "notifications"
CREATE INDEX `notification_account_id_sequence` ON `notifications` (`account_id`, `sequence`);
-- create index "notification_event_id_account_id" to table: "notifications"
CREATE UNIQUE INDEX `notification_event_id_account_id` ON `notifications` (`event_id`, `account_id`);
-- create "new_questions" table
CREATE TABLE `new_questions` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `unit_id` blob NOT NULL, `unit_path` text NOT NULL, `client_id` text NULL, `client_fingerprint` blob NULL, `body` text NOT NULL, `show_name` bool NOT NULL, `shown_name` text NULL, `status` text NOT NULL, `listed` bool NOT NULL DEFAULT (false), `topic` text NULL, `lookup_hash` blob NULL, `vote_count` integer NOT NULL DEFAULT (0), `stage` text NOT NULL DEFAULT ('NONE'), `stage_position` integer NOT NULL DEFAULT (0), `answer_due_on` text NULL, `answer_due_reason` text NULL, `assigned_at` datetime NULL, `published_at` datetime NULL, `answer_body` text NULL, `answered_at` datetime NULL, `answered_there` bool NOT NULL DEFAULT (false), `conference_id` blob NOT NULL, `author_id` blob NOT NULL, `owner_id` blob NULL, `answered_by_id` blob NULL, `merged_into_id` blob NULL, PRIMARY KEY (`id`), CONSTRAINT `questions_conferences_conference` FOREIGN KEY (`conference_id`) REFERENCES `conferences` (`id`) ON DELETE NO ACTION, CONSTRAINT `questions_accounts_author` FOREIGN KEY (`author_id`) REFERENCES `accounts` (`id`) ON DELETE NO ACTION, CONSTRAINT `questions_organisations_owner` FOREIGN KEY (`owner_id`) REFERENCES `organisations` (`id`) ON DELETE SET NULL, CONSTRAINT `questions_organisations_answered_by` FOREIGN KEY (`answered_by_id`) REFERENCES `organisations` (`id`) ON DELETE SET NULL, CONSTRAINT `questions_questions_merged` FOREIGN KEY (`merged_into_id`) REFERENCES `questions` (`id`) ON DELETE SET NULL);
-- copy rows from old table "questions" to new temporary table "new_questions"
INSERT INTO `new_questions` (`id`, `created_at`, `updated_at`, `unit_id`, `unit_path`, `client_id`, `client_fingerprint`, `body`, `show_name`, `shown_name`, `status`, `listed`, `vote_count`, `published_at`, `answer_body`, `answered_at`, `conference_id`, `author_id`, `answered_by_id`, `merged_into_id`) SELECT `id`, `created_at`, `updated_at`, `unit_id`, `unit_path`, `client_id`, `client_fingerprint`, `body`, `show_name`, `shown_name`, `status`, `listed`, `vote_count`, `published_at`, `answer_body`, `answered_at`, `conference_id`, `author_id`, `answered_by_id`, `merged_into_id` FROM `questions`;
-- drop "questions" table after copying rows
DROP TABLE `questions`;
-- rename temporary table "new_questions" to "questions"
ALTER TABLE `new_questions` RENAME TO `questions`;
-- create index "questions_lookup_hash_key" to table: "questions"
CREATE UNIQUE INDEX `questions_lookup_hash_key` ON `questions` (`lookup_hash`);
-- create index "question_conference_id_listed_vote_count_id" to table: "questions"
CREATE INDEX `question_conference_id_listed_vote_count_id` ON `questions` (`conference_id`, `listed`, `vote_count`, `id`);
-- create index "question_conference_id_listed_created_at_id" to table: "questions"
CREATE INDEX `question_conference_id_listed_created_at_id` ON `questions` (`conference_id`, `listed`, `created_at`, `id`);
-- create index "question_topic_conference_id_listed_vote_count_id" to table: "questions"
CREATE INDEX `question_topic_conference_id_listed_vote_count_id` ON `questions` (`topic`, `conference_id`, `listed`, `vote_count`, `id`);
-- create index "question_topic_conference_id_listed_created_at_id" to table: "questions"
CREATE INDEX `question_topic_conference_id_listed_created_at_id` ON `questions` (`topic`, `conference_id`, `listed`, `created_at`, `id`);
-- create index "question_stage_conference_id_listed_stage_position_id" to table: "questions"
CREATE INDEX `question_stage_conference_id_listed_stage_position_id` ON `questions` (`stage`, `conference_id`, `listed`, `stage_position`, `id`);
-- create index "question_status_owner_id_conference_id_id" to table: "questions"
CREATE INDEX `question_status_owner_id_conference_id_id` ON `questions` (`status`, `owner_id`, `conference_id`, `id`);
-- create index "question_status_answer_due_on_id" to table: "questions"
CREATE INDEX `question_status_answer_due_on_id` ON `questions` (`status`, `answer_due_on`, `id`);
-- create index "question_unit_id_status_answer_due_on_id" to table: "questions"
CREATE INDEX `question_unit_id_status_answer_due_on_id` ON `questions` (`unit_id`, `status`, `answer_due_on`, `id`);
-- create index "question_owner_id_status_answer_due_on_id" to table: "questions"
CREATE INDEX `question_owner_id_status_answer_due_on_id` ON `questions` (`owner_id`, `status`, `answer_due_on`, `id`);
-- create index "question_merged_into_id" to table: "questions"
CREATE INDEX `question_merged_into_id` ON `questions` (`merged_into_id`);
-- create index "question_author_id_created_at_id" to table: "questions"
CREATE INDEX `question_author_id_created_at_id` ON `questions` (`author_id`, `created_at`, `id`);
-- create index "question_author_id_client_id" to table: "questions"
CREATE UNIQUE INDEX `question_author_id_client_id` ON `questions` (`author_id`, `client_id`);
-- create "agenda_items" table
CREATE TABLE `agenda_items` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `position` integer NOT NULL, `title` text NOT NULL, `minutes` integer NULL, `step` text NULL, `begun_at` datetime NULL, `conference_id` blob NOT NULL, `speaker_id` blob NULL, PRIMARY KEY (`id`), CONSTRAINT `agenda_items_conferences_conference` FOREIGN KEY (`conference_id`) REFERENCES `conferences` (`id`) ON DELETE NO ACTION, CONSTRAINT `agenda_items_organisations_speaker` FOREIGN KEY (`speaker_id`) REFERENCES `organisations` (`id`) ON DELETE SET NULL);
-- create index "agendaitem_conference_id_position" to table: "agenda_items"
CREATE UNIQUE INDEX `agendaitem_conference_id_position` ON `agenda_items` (`conference_id`, `position`);
-- create "attachments" table
CREATE TABLE `attachments` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `unit_id` blob NOT NULL, `unit_path` text NOT NULL, `subject_id` blob NOT NULL, `name` text NOT NULL, `media` text NOT NULL, `size` integer NOT NULL, `sha256` blob NULL, `width` integer NULL, `height` integer NULL, `status` text NOT NULL, `stored_at` datetime NULL, `removed_at` datetime NULL, `removal_reason` text NULL, `uploaded_by_id` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `attachments_accounts_uploaded_by` FOREIGN KEY (`uploaded_by_id`) REFERENCES `accounts` (`id`) ON DELETE NO ACTION);
-- create index "attachment_subject_id_status_created_at_id" to table: "attachments"
CREATE INDEX `attachment_subject_id_status_created_at_id` ON `attachments` (`subject_id`, `status`, `created_at`, `id`);
-- create index "attachment_uploaded_by_id_created_at_id" to table: "attachments"
CREATE INDEX `attachment_uploaded_by_id_created_at_id` ON `attachments` (`uploaded_by_id`, `created_at`, `id`);
-- create index "attachment_status_created_at_id" to table: "attachments"
CREATE INDEX `attachment_status_created_at_id` ON `attachments` (`status`, `created_at`, `id`);
-- create "ballots" table
CREATE TABLE `ballots` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `poll_id` blob NOT NULL, `voter_id` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `ballots_polls_poll` FOREIGN KEY (`poll_id`) REFERENCES `polls` (`id`) ON DELETE NO ACTION, CONSTRAINT `ballots_accounts_voter` FOREIGN KEY (`voter_id`) REFERENCES `accounts` (`id`) ON DELETE NO ACTION);
-- create index "ballot_poll_id_voter_id" to table: "ballots"
CREATE UNIQUE INDEX `ballot_poll_id_voter_id` ON `ballots` (`poll_id`, `voter_id`);
-- create "calendar_feeds" table
CREATE TABLE `calendar_feeds` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `secret_hash` blob NOT NULL, `ended_at` datetime NULL, `account_id` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `calendar_feeds_accounts_account` FOREIGN KEY (`account_id`) REFERENCES `accounts` (`id`) ON DELETE NO ACTION);
-- create index "calendar_feeds_secret_hash_key" to table: "calendar_feeds"
CREATE UNIQUE INDEX `calendar_feeds_secret_hash_key` ON `calendar_feeds` (`secret_hash`);
-- create index "calendarfeed_account_id_created_at_id" to table: "calendar_feeds"
CREATE INDEX `calendarfeed_account_id_created_at_id` ON `calendar_feeds` (`account_id`, `created_at`, `id`);
-- create "clauses" table
CREATE TABLE `clauses` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `position` integer NOT NULL, `label` text NOT NULL, `label_folded` text NOT NULL, `version_number` integer NOT NULL, `body` text NOT NULL, `received` integer NOT NULL DEFAULT (0), `answered` integer NOT NULL DEFAULT (0), `draft_id` blob NOT NULL, `version_id` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `clauses_drafts_draft` FOREIGN KEY (`draft_id`) REFERENCES `drafts` (`id`) ON DELETE NO ACTION, CONSTRAINT `clauses_draft_versions_version` FOREIGN KEY (`version_id`) REFERENCES `draft_versions` (`id`) ON DELETE NO ACTION);
-- create index "clause_version_id_position" to table: "clauses"
CREATE UNIQUE INDEX `clause_version_id_position` ON `clauses` (`version_id`, `position`);
-- create index "clause_version_id_label_folded" to table: "clauses"
CREATE UNIQUE INDEX `clause_version_id_label_folded` ON `clauses` (`version_id`, `label_folded`);
-- create index "clause_draft_id_version_number_label_folded" to table: "clauses"
CREATE INDEX `clause_draft_id_version_number_label_folded` ON `clauses` (`draft_id`, `version_number`, `label_folded`);
-- create "commitment_entries" table
CREATE TABLE `commitment_entries` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `sequence` integer NOT NULL, `kind` text NOT NULL, `due_on` text NOT NULL, `reason` text NULL, `at` datetime NOT NULL, `by` text NOT NULL, `previous_hash` blob NULL, `hash` blob NOT NULL, `commitment_id` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `commitment_entries_commitments_commitment` FOREIGN KEY (`commitment_id`) REFERENCES `commitments` (`id`) ON DELETE NO ACTION);
-- create index "commitmententry_commitment_id_sequence" to table: "commitment_entries"
CREATE UNIQUE INDEX `commitmententry_commitment_id_sequence` ON `commitment_entries` (`commitment_id`, `sequence`);
-- create "conclusions" table
CREATE TABLE `conclusions` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `version` integer NOT NULL, `body` text NOT NULL, `correction` text NULL, `published_at` datetime NOT NULL, `attended` integer NOT NULL, `organisations` integer NOT NULL, `received` integer NOT NULL, `answered_there` integer NOT NULL, `answered_later` integer NOT NULL, `open` integer NOT NULL, `conference_id` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `conclusions_conferences_conference` FOREIGN KEY (`conference_id`) REFERENCES `conferences` (`id`) ON DELETE NO ACTION);
-- create index "conclusion_conference_id_version" to table: "conclusions"
CREATE UNIQUE INDEX `conclusion_conference_id_version` ON `conclusions` (`conference_id`, `version`);
-- create "criticism_documents" table
CREATE TABLE `criticism_documents` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `version` integer NOT NULL, `body` text NOT NULL, `received` integer NOT NULL, `sent_at` datetime NOT NULL, `draft_id` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `criticism_documents_drafts_draft` FOREIGN KEY (`draft_id`) REFERENCES `drafts` (`id`) ON DELETE NO ACTION);
-- create index "criticismdocument_draft_id_version" to table: "criticism_documents"
CREATE UNIQUE INDEX `criticismdocument_draft_id_version` ON `criticism_documents` (`draft_id`, `version`);
-- create "drafts" table
CREATE TABLE `drafts` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `unit_id` blob NOT NULL, `unit_path` text NOT NULL, `title` text NOT NULL, `summary` text NULL, `form` text NOT NULL, `status` text NOT NULL, `listed` bool NOT NULL DEFAULT (false), `version` integer NOT NULL DEFAULT (0), `opinions_until` text NULL, `opened_at` datetime NULL, `closed_at` datetime NULL, `received` integer NOT NULL DEFAULT (0), `answered` integer NOT NULL DEFAULT (0), `accepted` integer NOT NULL DEFAULT (0), `partly` integer NOT NULL DEFAULT (0), `documents` integer NOT NULL DEFAULT (0), `last_opinion` integer NOT NULL DEFAULT (0), `answers_finished_at` datetime NULL, `withdrawn_at` datetime NULL, `withdraw_reason` text NULL, `drafter_id` blob NOT NULL, `organiser_id` blob NOT NULL, `conference_id` blob NULL, PRIMARY KEY (`id`), CONSTRAINT `drafts_organisations_drafter` FOREIGN KEY (`drafter_id`) REFERENCES `organisations` (`id`) ON DELETE NO ACTION, CONSTRAINT `drafts_organisations_organiser` FOREIGN KEY (`organiser_id`) REFERENCES `organisations` (`id`) ON DELETE NO ACTION, CONSTRAINT `drafts_conferences_conference` FOREIGN KEY (`conference_id`) REFERENCES `conferences` (`id`) ON DELETE SET NULL);
-- create index "draft_unit_id_listed_created_at_id" to table: "drafts"
CREATE INDEX `draft_unit_id_listed_created_at_id` ON `drafts` (`unit_id`, `listed`, `created_at`, `id`);
-- create index "draft_listed_created_at_id" to table: "drafts"
CREATE INDEX `draft_listed_created_at_id` ON `drafts` (`listed`, `created_at`, `id`);
-- create index "draft_unit_id_status_opinions_until_id" to table: "drafts"
CREATE INDEX `draft_unit_id_status_opinions_until_id` ON `drafts` (`unit_id`, `status`, `opinions_until`, `id`);
-- create index "draft_status_opinions_until_id" to table: "drafts"
CREATE INDEX `draft_status_opinions_until_id` ON `drafts` (`status`, `opinions_until`, `id`);
-- create index "draft_unit_id_id" to table: "drafts"
CREATE INDEX `draft_unit_id_id` ON `drafts` (`unit_id`, `id`);
-- create index "draft_conference_id" to table: "drafts"
CREATE UNIQUE INDEX `draft_conference_id` ON `drafts` (`conference_id`);
-- create "draft_versions" table
CREATE TABLE `draft_versions` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `number` integer NOT NULL, `note` text NULL, `published_at` datetime NOT NULL, `draft_id` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `draft_versions_drafts_draft` FOREIGN KEY (`draft_id`) REFERENCES `drafts` (`id`) ON DELETE NO ACTION);
-- create index "draftversion_draft_id_number" to table: "draft_versions"
CREATE UNIQUE INDEX `draftversion_draft_id_number` ON `draft_versions` (`draft_id`, `number`);
-- create "follows" table
CREATE TABLE `follows` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `subject_id` blob NOT NULL, `account_id` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `follows_accounts_account` FOREIGN KEY (`account_id`) REFERENCES `accounts` (`id`) ON DELETE NO ACTION);
-- create index "follow_subject_id_account_id" to table: "follows"
CREATE UNIQUE INDEX `follow_subject_id_account_id` ON `follows` (`subject_id`, `account_id`);
-- create index "follow_account_id_created_at_id" to table: "follows"
CREATE INDEX `follow_account_id_created_at_id` ON `follows` (`account_id`, `created_at`, `id`);
-- create "inboxes" table
CREATE TABLE `inboxes` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `account_id` blob NOT NULL, `last_sequence` integer NOT NULL DEFAULT (0), PRIMARY KEY (`id`));
-- create index "inboxes_account_id_key" to table: "inboxes"
CREATE UNIQUE INDEX `inboxes_account_id_key` ON `inboxes` (`account_id`);
-- create "invitations" table
CREATE TABLE `invitations` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `part` text NOT NULL, `attended_at` datetime NULL, `conference_id` blob NOT NULL, `organisation_id` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `invitations_conferences_conference` FOREIGN KEY (`conference_id`) REFERENCES `conferences` (`id`) ON DELETE NO ACTION, CONSTRAINT `invitations_organisations_organisation` FOREIGN KEY (`organisation_id`) REFERENCES `organisations` (`id`) ON DELETE NO ACTION);
-- create index "invitation_conference_id_organisation_id" to table: "invitations"
CREATE UNIQUE INDEX `invitation_conference_id_organisation_id` ON `invitations` (`conference_id`, `organisation_id`);
-- create "notification_preferences" table
CREATE TABLE `notification_preferences` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `kind` text NOT NULL, `wanted` bool NOT NULL, `account_id` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `notification_preferences_accounts_account` FOREIGN KEY (`account_id`) REFERENCES `accounts` (`id`) ON DELETE NO ACTION);
-- create index "notificationpreference_account_id_kind" to table: "notification_preferences"
CREATE UNIQUE INDEX `notificationpreference_account_id_kind` ON `notification_preferences` (`account_id`, `kind`);
-- create "opinions" table
CREATE TABLE `opinions` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `unit_id` blob NOT NULL, `unit_path` text NOT NULL, `number` integer NOT NULL, `client_id` text NULL, `client_fingerprint` blob NULL, `capacity` text NOT NULL, `channel` text NOT NULL, `body` text NOT NULL, `entered_by_organiser` bool NOT NULL DEFAULT (false), `status` text NOT NULL, `listed` bool NOT NULL DEFAULT (false), `response` text NULL, `response_reason` text NULL, `changed_words` text NULL, `responded_at` datetime NULL, `draft_id` blob NOT NULL, `clause_id` blob NULL, `author_id` blob NOT NULL, `organisation_id` blob NULL, PRIMARY KEY (`id`), CONSTRAINT `opinions_drafts_draft` FOREIGN KEY (`draft_id`) REFERENCES `drafts` (`id`) ON DELETE NO ACTION, CONSTRAINT `opinions_clauses_clause` FOREIGN KEY (`clause_id`) REFERENCES `clauses` (`id`) ON DELETE SET NULL, CONSTRAINT `opinions_accounts_author` FOREIGN KEY (`author_id`) REFERENCES `accounts` (`id`) ON DELETE NO ACTION, CONSTRAINT `opinions_organisations_organisation` FOREIGN KEY (`organisation_id`) REFERENCES `organisations` (`id`) ON DELETE SET NULL);
-- create index "opinion_draft_id_listed_created_at_id" to table: "opinions"
CREATE INDEX `opinion_draft_id_listed_created_at_id` ON `opinions` (`draft_id`, `listed`, `created_at`, `id`);
-- create index "opinion_draft_id_status_created_at_id" to table: "opinions"
CREATE INDEX `opinion_draft_id_status_created_at_id` ON `opinions` (`draft_id`, `status`, `created_at`, `id`);
-- create index "opinion_clause_id_listed_created_at_id" to table: "opinions"
CREATE INDEX `opinion_clause_id_listed_created_at_id` ON `opinions` (`clause_id`, `listed`, `created_at`, `id`);
-- create index "opinion_draft_id_number" to table: "opinions"
CREATE UNIQUE INDEX `opinion_draft_id_number` ON `opinions` (`draft_id`, `number`);
-- create index "opinion_author_id_created_at_id" to table: "opinions"
CREATE INDEX `opinion_author_id_created_at_id` ON `opinions` (`author_id`, `created_at`, `id`);
-- create index "opinion_author_id_client_id" to table: "opinions"
CREATE UNIQUE INDEX `opinion_author_id_client_id` ON `opinions` (`author_id`, `client_id`);
-- create "policy_rules" table
CREATE TABLE `policy_rules` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `key` text NOT NULL, `unit_path` text NOT NULL, `valid_from` text NOT NULL, `valid_to` text NULL, `value` integer NOT NULL, `measure` text NOT NULL, `legal_base` text NOT NULL, `source` text NOT NULL, `confidence` text NOT NULL, PRIMARY KEY (`id`));
-- create index "policyrule_key_unit_path_valid_from" to table: "policy_rules"
CREATE UNIQUE INDEX `policyrule_key_unit_path_valid_from` ON `policy_rules` (`key`, `unit_path`, `valid_from`);
-- create "polls" table
CREATE TABLE `polls` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `unit_id` blob NOT NULL, `unit_path` text NOT NULL, `question` text NOT NULL, `kind` text NOT NULL, `most_choices` integer NOT NULL DEFAULT (1), `status` text NOT NULL, `listed` bool NOT NULL DEFAULT (false), `ballot_count` integer NOT NULL DEFAULT (0), `open_for` blob NULL, `opened_at` datetime NULL, `closed_at` datetime NULL, `published_at` datetime NULL, `conference_id` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `polls_conferences_conference` FOREIGN KEY (`conference_id`) REFERENCES `conferences` (`id`) ON DELETE NO ACTION);
-- create index "polls_open_for_key" to table: "polls"
CREATE UNIQUE INDEX `polls_open_for_key` ON `polls` (`open_for`);
-- create index "poll_conference_id_listed_created_at_id" to table: "polls"
CREATE INDEX `poll_conference_id_listed_created_at_id` ON `polls` (`conference_id`, `listed`, `created_at`, `id`);
-- create index "poll_conference_id_created_at_id" to table: "polls"
CREATE INDEX `poll_conference_id_created_at_id` ON `polls` (`conference_id`, `created_at`, `id`);
-- create "poll_options" table
CREATE TABLE `poll_options` (`id` blob NOT NULL, `position` integer NOT NULL, `text` text NOT NULL, `ballot_count` integer NOT NULL DEFAULT (0), `poll_id` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `poll_options_polls_poll` FOREIGN KEY (`poll_id`) REFERENCES `polls` (`id`) ON DELETE NO ACTION);
-- create index "polloption_poll_id_position" to table: "poll_options"
CREATE UNIQUE INDEX `polloption_poll_id_position` ON `poll_options` (`poll_id`, `position`);
-- create "proposals" table
CREATE TABLE `proposals` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `unit_id` blob NOT NULL, `unit_path` text NOT NULL, `submitted_by_id` blob NULL, `kind` text NOT NULL, `title` text NOT NULL, `reason` text NOT NULL, `wanted_by` text NULL, `status` text NOT NULL, `listed` bool NOT NULL DEFAULT (false), `decision_reason` text NULL, `decided_at` datetime NULL, `proposed_by_id` blob NOT NULL, `conference_id` blob NULL, PRIMARY KEY (`id`), CONSTRAINT `proposals_organisations_proposed_by` FOREIGN KEY (`proposed_by_id`) REFERENCES `organisations` (`id`) ON DELETE NO ACTION, CONSTRAINT `proposals_conferences_conference` FOREIGN KEY (`conference_id`) REFERENCES `conferences` (`id`) ON DELETE SET NULL);
-- create index "proposal_unit_id_status_created_at_id" to table: "proposals"
CREATE INDEX `proposal_unit_id_status_created_at_id` ON `proposals` (`unit_id`, `status`, `created_at`, `id`);
-- create index "proposal_unit_id_created_at_id" to table: "proposals"
CREATE INDEX `proposal_unit_id_created_at_id` ON `proposals` (`unit_id`, `created_at`, `id`);
-- create index "proposal_listed_created_at_id" to table: "proposals"
CREATE INDEX `proposal_listed_created_at_id` ON `proposals` (`listed`, `created_at`, `id`);
-- create "question_words" table
CREATE TABLE `question_words` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `conference_id` blob NOT NULL, `question_id` blob NOT NULL, `word` text NOT NULL);
-- create index "questionword_conference_id_word_question_id" to table: "question_words"
CREATE UNIQUE INDEX `questionword_conference_id_word_question_id` ON `question_words` (`conference_id`, `word`, `question_id`);
-- create index "questionword_question_id" to table: "question_words"
CREATE INDEX `questionword_question_id` ON `question_words` (`question_id`);
-- create "registrations" table
CREATE TABLE `registrations` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `unit_id` blob NOT NULL, `unit_path` text NOT NULL, `status` text NOT NULL, `number` integer NOT NULL, `code` text NULL, `active_for` text NULL, `offered_at` datetime NULL, `offer_until` datetime NULL, `registered_at` datetime NULL, `attended_at` datetime NULL, `door` text NULL, `checked_in_by_id` blob NULL, `cancelled_at` datetime NULL, `reminded_at` datetime NULL, `told_version` integer NOT NULL DEFAULT (0), `conference_id` blob NOT NULL, `sitting_id` blob NULL, `account_id` blob NULL, PRIMARY KEY (`id`), CONSTRAINT `registrations_conferences_conference` FOREIGN KEY (`conference_id`) REFERENCES `conferences` (`id`) ON DELETE NO ACTION, CONSTRAINT `registrations_sittings_sitting` FOREIGN KEY (`sitting_id`) REFERENCES `sittings` (`id`) ON DELETE SET NULL, CONSTRAINT `registrations_accounts_account` FOREIGN KEY (`account_id`) REFERENCES `accounts` (`id`) ON DELETE SET NULL);
-- create index "registrations_active_for_key" to table: "registrations"
CREATE UNIQUE INDEX `registrations_active_for_key` ON `registrations` (`active_for`);
-- create index "registration_conference_id_status_number_id" to table: "registrations"
CREATE INDEX `registration_conference_id_status_number_id` ON `registrations` (`conference_id`, `status`, `number`, `id`);
-- create index "registration_sitting_id_status_number_id" to table: "registrations"
CREATE INDEX `registration_sitting_id_status_number_id` ON `registrations` (`sitting_id`, `status`, `number`, `id`);
-- create index "registration_conference_id_number" to table: "registrations"
CREATE UNIQUE INDEX `registration_conference_id_number` ON `registrations` (`conference_id`, `number`);
-- create index "registration_conference_id_number_id" to table: "registrations"
CREATE INDEX `registration_conference_id_number_id` ON `registrations` (`conference_id`, `number`, `id`);
-- create index "registration_conference_id_code" to table: "registrations"
CREATE UNIQUE INDEX `registration_conference_id_code` ON `registrations` (`conference_id`, `code`);
-- create index "registration_account_id_created_at_id" to table: "registrations"
CREATE INDEX `registration_account_id_created_at_id` ON `registrations` (`account_id`, `created_at`, `id`);
-- create index "registration_status_offer_until_id" to table: "registrations"
CREATE INDEX `registration_status_offer_until_id` ON `registrations` (`status`, `offer_until`, `id`);
-- create "satisfaction_tallies" table
CREATE TABLE `satisfaction_tallies` (`id` blob NOT NULL, `subject_id` blob NOT NULL, `mark` text NOT NULL, `count` integer NOT NULL DEFAULT (0), `shown` integer NOT NULL DEFAULT (0), PRIMARY KEY (`id`));
-- create index "satisfactiontally_subject_id_mark" to table: "satisfaction_tallies"
CREATE UNIQUE INDEX `satisfactiontally_subject_id_mark` ON `satisfaction_tallies` (`subject_id`, `mark`);
-- create "satisfaction_tickets" table
CREATE TABLE `satisfaction_tickets` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `subject_id` blob NOT NULL, `account_id` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `satisfaction_tickets_accounts_account` FOREIGN KEY (`account_id`) REFERENCES `accounts` (`id`) ON DELETE NO ACTION);
-- create index "satisfactionticket_subject_id_account_id" to table: "satisfaction_tickets"
CREATE UNIQUE INDEX `satisfactionticket_subject_id_account_id` ON `satisfaction_tickets` (`subject_id`, `account_id`);
-- create "sittings" table
CREATE TABLE `sittings` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `unit_id` blob NOT NULL, `unit_path` text NOT NULL, `name` text NOT NULL, `cluster` text NOT NULL, `starts_at` datetime NOT NULL, `ends_at` datetime NOT NULL, `venue` text NULL, `capacity` integer NULL, `registered_count` integer NOT NULL DEFAULT (0), `waiting_count` integer NOT NULL DEFAULT (0), `attended_count` integer NOT NULL DEFAULT (0), `conference_id` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `sittings_conferences_conference` FOREIGN KEY (`conference_id`) REFERENCES `conferences` (`id`) ON DELETE NO ACTION);
-- create index "sitting_conference_id_starts_at_id" to table: "sittings"
CREATE INDEX `sitting_conference_id_starts_at_id` ON `sittings` (`conference_id`, `starts_at`, `id`);
-- enable back the enforcement of foreign-keys constraints
PRAGMA foreign_keys = on;

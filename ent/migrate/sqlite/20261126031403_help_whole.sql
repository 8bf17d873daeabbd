-- +goose Up
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
-- create "request_messages" table
CREATE TABLE `request_messages` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `by` text NOT NULL, `body` text NOT NULL, `sequence` integer NOT NULL, `client_id` text NULL, `client_fingerprint` blob NULL, `help_request_id` blob NOT NULL, `author_id` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `request_messages_help_requests_help_request` FOREIGN KEY (`help_request_id`) REFERENCES `help_requests` (`id`) ON DELETE NO ACTION, CONSTRAINT `request_messages_accounts_author` FOREIGN KEY (`author_id`) REFERENCES `accounts` (`id`) ON DELETE NO ACTION);
-- create index "requestmessage_help_request_id_sequence" to table: "request_messages"
CREATE UNIQUE INDEX `requestmessage_help_request_id_sequence` ON `request_messages` (`help_request_id`, `sequence`);
-- create index "requestmessage_help_request_id_author_id_sequence" to table: "request_messages"
CREATE INDEX `requestmessage_help_request_id_author_id_sequence` ON `request_messages` (`help_request_id`, `author_id`, `sequence`);
-- create index "requestmessage_author_id_client_id" to table: "request_messages"
CREATE UNIQUE INDEX `requestmessage_author_id_client_id` ON `request_messages` (`author_id`, `client_id`);

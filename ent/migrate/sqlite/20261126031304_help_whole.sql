-- +goose Up
-- disable the enforcement of foreign-keys constraints
PRAGMA foreign_keys = off;
-- create "new_procedures" table
CREATE TABLE `new_procedures` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `code` text NULL, `name` text NOT NULL, `search_folded` text NOT NULL, `sort_key` text NOT NULL, `identity` text NOT NULL, `field` text NOT NULL, `topic_group` text NOT NULL, `authority_level` text NOT NULL, `ended_on` text NULL, `source` text NOT NULL, `confidence` text NOT NULL, `replaced_by_id` blob NULL, PRIMARY KEY (`id`), CONSTRAINT `procedures_procedures_replaces` FOREIGN KEY (`replaced_by_id`) REFERENCES `procedures` (`id`) ON DELETE SET NULL);
-- copy rows from old table "procedures" to new temporary table "new_procedures"
INSERT INTO `new_procedures` (`id`, `created_at`, `updated_at`, `code`, `name`, `search_folded`, `sort_key`, `identity`, `field`, `topic_group`, `authority_level`, `source`, `confidence`) SELECT `id`, `created_at`, `updated_at`, `code`, `name`, `search_folded`, `sort_key`, `identity`, `field`, `topic_group`, `authority_level`, `source`, `confidence` FROM `procedures`;
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
-- create "checklist_items" table
CREATE TABLE `checklist_items` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `valid_from` text NOT NULL, `valid_to` text NULL, `position` integer NOT NULL, `text` text NOT NULL, `kind` text NOT NULL, `needed` bool NOT NULL, `source` text NOT NULL, `confidence` text NOT NULL, `procedure_id` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `checklist_items_procedures_checklist` FOREIGN KEY (`procedure_id`) REFERENCES `procedures` (`id`) ON DELETE NO ACTION);
-- create index "checklistitem_procedure_id_valid_from_position" to table: "checklist_items"
CREATE UNIQUE INDEX `checklistitem_procedure_id_valid_from_position` ON `checklist_items` (`procedure_id`, `valid_from`, `position`);
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
-- enable back the enforcement of foreign-keys constraints
PRAGMA foreign_keys = on;

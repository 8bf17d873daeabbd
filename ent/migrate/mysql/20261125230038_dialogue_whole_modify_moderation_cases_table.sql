-- +goose Up
-- modify "moderation_cases" table
ALTER TABLE `moderation_cases` MODIFY COLUMN `subject_kind` enum('QUESTION','HELP_REQUEST','OPINION') NOT NULL;

-- +goose Up
-- create "draft_versions" table
CREATE TABLE `draft_versions` (`id` binary(16) NOT NULL, `created_at` datetime(6) NOT NULL, `updated_at` datetime(6) NOT NULL, `number` bigint NOT NULL, `note` varchar(1000) NULL, `published_at` datetime(6) NOT NULL, `draft_id` binary(16) NOT NULL, PRIMARY KEY (`id`), UNIQUE INDEX `draftversion_draft_id_number` (`draft_id`, `number`), CONSTRAINT `draft_versions_drafts_draft` FOREIGN KEY (`draft_id`) REFERENCES `drafts` (`id`) ON UPDATE RESTRICT ON DELETE NO ACTION) CHARSET utf8mb4 COLLATE utf8mb4_bin;

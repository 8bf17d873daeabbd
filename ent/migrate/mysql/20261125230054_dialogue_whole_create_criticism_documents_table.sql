-- +goose Up
-- create "criticism_documents" table
CREATE TABLE `criticism_documents` (`id` binary(16) NOT NULL, `created_at` datetime(6) NOT NULL, `updated_at` datetime(6) NOT NULL, `version` bigint NOT NULL, `body` longtext NOT NULL, `received` bigint NOT NULL, `sent_at` datetime(6) NOT NULL, `draft_id` binary(16) NOT NULL, PRIMARY KEY (`id`), UNIQUE INDEX `criticismdocument_draft_id_version` (`draft_id`, `version`), CONSTRAINT `criticism_documents_drafts_draft` FOREIGN KEY (`draft_id`) REFERENCES `drafts` (`id`) ON UPDATE RESTRICT ON DELETE NO ACTION) CHARSET utf8mb4 COLLATE utf8mb4_bin;

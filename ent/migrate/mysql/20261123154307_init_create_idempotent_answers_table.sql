-- +goose Up
-- create "idempotent_answers" table
CREATE TABLE `idempotent_answers` (`id` binary(16) NOT NULL, `created_at` datetime(6) NOT NULL, `updated_at` datetime(6) NOT NULL, `account_id` binary(16) NOT NULL, `key` varchar(191) NOT NULL, `path` varchar(100) NOT NULL, `fingerprint` tinyblob NOT NULL, `answer` longtext NOT NULL, PRIMARY KEY (`id`), UNIQUE INDEX `idempotentanswer_account_id_key_path` (`account_id`, `key`, `path`), INDEX `idempotentanswer_created_at` (`created_at`)) CHARSET utf8mb4 COLLATE utf8mb4_bin;

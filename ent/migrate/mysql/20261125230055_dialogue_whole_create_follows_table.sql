-- +goose Up
-- create "follows" table
CREATE TABLE `follows` (`id` binary(16) NOT NULL, `created_at` datetime(6) NOT NULL, `updated_at` datetime(6) NOT NULL, `subject_id` binary(16) NOT NULL, `account_id` binary(16) NOT NULL, PRIMARY KEY (`id`), INDEX `follow_account_id_created_at_id` (`account_id`, `created_at`, `id`), UNIQUE INDEX `follow_subject_id_account_id` (`subject_id`, `account_id`), CONSTRAINT `follows_accounts_account` FOREIGN KEY (`account_id`) REFERENCES `accounts` (`id`) ON UPDATE RESTRICT ON DELETE NO ACTION) CHARSET utf8mb4 COLLATE utf8mb4_bin;

-- +goose Up
-- create "policy_rules" table
CREATE TABLE `policy_rules` (`id` binary(16) NOT NULL, `created_at` datetime(6) NOT NULL, `updated_at` datetime(6) NOT NULL, `key` varchar(64) NOT NULL, `unit_path` varchar(64) NOT NULL, `valid_from` varchar(10) NOT NULL, `valid_to` varchar(10) NULL, `value` bigint NOT NULL, `measure` varchar(32) NOT NULL, `legal_base` varchar(300) NOT NULL, `source` varchar(255) NOT NULL, `confidence` varchar(255) NOT NULL, PRIMARY KEY (`id`), UNIQUE INDEX `policyrule_key_unit_path_valid_from` (`key`, `unit_path`, `valid_from`)) CHARSET utf8mb4 COLLATE utf8mb4_bin;

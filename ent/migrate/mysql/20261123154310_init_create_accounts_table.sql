-- +goose Up
-- create "accounts" table
CREATE TABLE `accounts` (`id` binary(16) NOT NULL, `created_at` datetime(6) NOT NULL, `updated_at` datetime(6) NOT NULL, `phone` varchar(16) NOT NULL, `display_name` varchar(100) NOT NULL, `grants_version` bigint NOT NULL DEFAULT 1, `status` enum('ACTIVE','SUSPENDED') NOT NULL, `unit_id` binary(16) NULL, PRIMARY KEY (`id`), INDEX `accounts_units_unit` (`unit_id`), UNIQUE INDEX `phone` (`phone`), CONSTRAINT `accounts_units_unit` FOREIGN KEY (`unit_id`) REFERENCES `units` (`id`) ON UPDATE RESTRICT ON DELETE SET NULL) CHARSET utf8mb4 COLLATE utf8mb4_bin;

-- +goose Up
-- create "preferred_times" table
CREATE TABLE `preferred_times` (`id` binary(16) NOT NULL, `created_at` datetime(6) NOT NULL, `updated_at` datetime(6) NOT NULL, `begins_at` datetime(6) NOT NULL, `ends_at` datetime(6) NOT NULL, `help_request_id` binary(16) NOT NULL, PRIMARY KEY (`id`), INDEX `preferredtime_help_request_id_begins_at_id` (`help_request_id`, `begins_at`, `id`), CONSTRAINT `preferred_times_help_requests_help_request` FOREIGN KEY (`help_request_id`) REFERENCES `help_requests` (`id`) ON UPDATE RESTRICT ON DELETE NO ACTION) CHARSET utf8mb4 COLLATE utf8mb4_bin;

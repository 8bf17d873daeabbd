-- +goose Up
-- create "access_records" table
CREATE TABLE `access_records` (`id` binary(16) NOT NULL, `created_at` datetime(6) NOT NULL, `updated_at` datetime(6) NOT NULL, `subject_id` binary(16) NOT NULL, `viewer_id` binary(16) NOT NULL, `viewer_role` varchar(16) NOT NULL, `what` varchar(64) NOT NULL, `object_id` binary(16) NOT NULL, PRIMARY KEY (`id`), INDEX `accessrecord_subject_id_id` (`subject_id`, `id`), INDEX `accessrecord_viewer_id_id` (`viewer_id`, `id`)) CHARSET utf8mb4 COLLATE utf8mb4_bin;

-- +goose Up
-- create "satisfaction_tallies" table
CREATE TABLE `satisfaction_tallies` (`id` binary(16) NOT NULL, `subject_id` binary(16) NOT NULL, `mark` varchar(40) NOT NULL, `count` bigint NOT NULL DEFAULT 0, `shown` bigint NOT NULL DEFAULT 0, PRIMARY KEY (`id`), UNIQUE INDEX `satisfactiontally_subject_id_mark` (`subject_id`, `mark`)) CHARSET utf8mb4 COLLATE utf8mb4_bin;

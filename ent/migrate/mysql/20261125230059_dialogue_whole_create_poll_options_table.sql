-- +goose Up
-- create "poll_options" table
CREATE TABLE `poll_options` (`id` binary(16) NOT NULL, `position` bigint NOT NULL, `text` varchar(300) NOT NULL, `ballot_count` bigint NOT NULL DEFAULT 0, `poll_id` binary(16) NOT NULL, PRIMARY KEY (`id`), UNIQUE INDEX `polloption_poll_id_position` (`poll_id`, `position`), CONSTRAINT `poll_options_polls_poll` FOREIGN KEY (`poll_id`) REFERENCES `polls` (`id`) ON UPDATE RESTRICT ON DELETE NO ACTION) CHARSET utf8mb4 COLLATE utf8mb4_bin;

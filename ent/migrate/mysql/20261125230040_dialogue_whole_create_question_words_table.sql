-- +goose Up
-- create "question_words" table
CREATE TABLE `question_words` (`id` bigint NOT NULL AUTO_INCREMENT, `conference_id` binary(16) NOT NULL, `question_id` binary(16) NOT NULL, `word` varchar(40) NOT NULL, PRIMARY KEY (`id`), UNIQUE INDEX `questionword_conference_id_word_question_id` (`conference_id`, `word`, `question_id`), INDEX `questionword_question_id` (`question_id`)) CHARSET utf8mb4 COLLATE utf8mb4_bin;

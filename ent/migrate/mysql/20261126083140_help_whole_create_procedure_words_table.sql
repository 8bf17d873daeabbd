-- +goose Up
-- create "procedure_words" table
CREATE TABLE `procedure_words` (`id` bigint NOT NULL AUTO_INCREMENT, `word` varchar(64) NOT NULL, `procedure_id` binary(16) NOT NULL, PRIMARY KEY (`id`), INDEX `procedureword_procedure_id` (`procedure_id`), UNIQUE INDEX `procedureword_word_procedure_id` (`word`, `procedure_id`), CONSTRAINT `procedure_words_procedures_words` FOREIGN KEY (`procedure_id`) REFERENCES `procedures` (`id`) ON UPDATE RESTRICT ON DELETE NO ACTION) CHARSET utf8mb4 COLLATE utf8mb4_bin;

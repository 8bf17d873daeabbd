-- +goose Up
-- modify "assistance_logs" table
ALTER TABLE `assistance_logs` ADD COLUMN `reason_code` varchar(40) NULL, ADD COLUMN `referred_to_id` binary(16) NULL, ADD INDEX `assistance_logs_organisations_referred_to` (`referred_to_id`), ADD CONSTRAINT `assistance_logs_organisations_referred_to` FOREIGN KEY (`referred_to_id`) REFERENCES `organisations` (`id`) ON UPDATE RESTRICT ON DELETE SET NULL;

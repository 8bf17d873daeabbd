-- +goose Up
-- modify "request_histories" table
ALTER TABLE `request_histories` ADD COLUMN `reason_code` varchar(40) NULL;

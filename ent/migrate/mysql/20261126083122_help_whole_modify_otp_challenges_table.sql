-- +goose Up
-- modify "otp_challenges" table
ALTER TABLE `otp_challenges` ADD COLUMN `purpose` enum('SIGN_IN','CONFIRM_PHONE') NOT NULL DEFAULT 'SIGN_IN', ADD COLUMN `subject_id` binary(16) NULL, ADD INDEX `otpchallenge_subject_id_created_at` (`subject_id`, `created_at`);

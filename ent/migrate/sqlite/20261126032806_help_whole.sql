-- +goose Up
-- create "help_points" table
CREATE TABLE `help_points` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `unit_path` text NOT NULL, `name` text NOT NULL, `address` text NOT NULL, `latitude_e6` integer NOT NULL, `longitude_e6` integer NOT NULL, `hours` json NOT NULL, `open_on_holidays` bool NOT NULL DEFAULT (false), `status` text NOT NULL, `closed_at` datetime NULL, `close_reason` text NULL, `unit_id` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `help_points_units_unit` FOREIGN KEY (`unit_id`) REFERENCES `units` (`id`) ON DELETE NO ACTION);
-- create index "helppoint_status_latitude_e6_longitude_e6" to table: "help_points"
CREATE INDEX `helppoint_status_latitude_e6_longitude_e6` ON `help_points` (`status`, `latitude_e6`, `longitude_e6`);
-- create index "helppoint_unit_id_status_created_at_id" to table: "help_points"
CREATE INDEX `helppoint_unit_id_status_created_at_id` ON `help_points` (`unit_id`, `status`, `created_at`, `id`);
-- create index "helppoint_status_created_at_id" to table: "help_points"
CREATE INDEX `helppoint_status_created_at_id` ON `help_points` (`status`, `created_at`, `id`);
-- create "shifts" table
CREATE TABLE `shifts` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `unit_id` blob NOT NULL, `unit_path` text NOT NULL, `place` text NOT NULL, `starts_at` datetime NOT NULL, `ends_at` datetime NOT NULL, `capacity` integer NOT NULL, `signed_count` integer NOT NULL DEFAULT (0), `skill` text NULL, `status` text NOT NULL, `planned_by_id` blob NULL, `called_off_at` datetime NULL, `call_off_reason` text NULL, `pair_told_at` datetime NULL, `team_id` blob NOT NULL, `help_point_id` blob NULL, PRIMARY KEY (`id`), CONSTRAINT `shifts_teams_team` FOREIGN KEY (`team_id`) REFERENCES `teams` (`id`) ON DELETE NO ACTION, CONSTRAINT `shifts_help_points_help_point` FOREIGN KEY (`help_point_id`) REFERENCES `help_points` (`id`) ON DELETE SET NULL);
-- create index "shift_team_id_starts_at_id" to table: "shifts"
CREATE INDEX `shift_team_id_starts_at_id` ON `shifts` (`team_id`, `starts_at`, `id`);
-- create index "shift_unit_id_starts_at_id" to table: "shifts"
CREATE INDEX `shift_unit_id_starts_at_id` ON `shifts` (`unit_id`, `starts_at`, `id`);
-- create index "shift_help_point_id_status_starts_at" to table: "shifts"
CREATE INDEX `shift_help_point_id_status_starts_at` ON `shifts` (`help_point_id`, `status`, `starts_at`);
-- create index "shift_place_status_starts_at_id" to table: "shifts"
CREATE INDEX `shift_place_status_starts_at_id` ON `shifts` (`place`, `status`, `starts_at`, `id`);
-- create "shift_signups" table
CREATE TABLE `shift_signups` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `unit_id` blob NOT NULL, `unit_path` text NOT NULL, `team_id` blob NOT NULL, `status` text NOT NULL, `active_for` text NULL, `starts_at` datetime NOT NULL, `ends_at` datetime NOT NULL, `left_at` datetime NULL, `marked_at` datetime NULL, `marked_by_id` blob NULL, `comment` text NULL, `objection` text NULL, `objected_at` datetime NULL, `reminded_at` datetime NULL, `shift_id` blob NOT NULL, `account_id` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `shift_signups_shifts_shift` FOREIGN KEY (`shift_id`) REFERENCES `shifts` (`id`) ON DELETE NO ACTION, CONSTRAINT `shift_signups_accounts_account` FOREIGN KEY (`account_id`) REFERENCES `accounts` (`id`) ON DELETE NO ACTION);
-- create index "shift_signups_active_for_key" to table: "shift_signups"
CREATE UNIQUE INDEX `shift_signups_active_for_key` ON `shift_signups` (`active_for`);
-- create index "shiftsignup_shift_id_created_at_id" to table: "shift_signups"
CREATE INDEX `shiftsignup_shift_id_created_at_id` ON `shift_signups` (`shift_id`, `created_at`, `id`);
-- create index "shiftsignup_shift_id_status_created_at_id" to table: "shift_signups"
CREATE INDEX `shiftsignup_shift_id_status_created_at_id` ON `shift_signups` (`shift_id`, `status`, `created_at`, `id`);
-- create index "shiftsignup_account_id_starts_at_id" to table: "shift_signups"
CREATE INDEX `shiftsignup_account_id_starts_at_id` ON `shift_signups` (`account_id`, `starts_at`, `id`);
-- create index "shiftsignup_account_id_status_starts_at_id" to table: "shift_signups"
CREATE INDEX `shiftsignup_account_id_status_starts_at_id` ON `shift_signups` (`account_id`, `status`, `starts_at`, `id`);
-- create index "shiftsignup_status_reminded_at_starts_at_id" to table: "shift_signups"
CREATE INDEX `shiftsignup_status_reminded_at_starts_at_id` ON `shift_signups` (`status`, `reminded_at`, `starts_at`, `id`);
-- create "teams" table
CREATE TABLE `teams` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `unit_path` text NOT NULL, `name` text NOT NULL, `kind` text NOT NULL, `status` text NOT NULL, `founded_by_id` blob NULL, `ended_at` datetime NULL, `end_reason` text NULL, `unit_id` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `teams_units_unit` FOREIGN KEY (`unit_id`) REFERENCES `units` (`id`) ON DELETE NO ACTION);
-- create index "team_unit_id_status_created_at_id" to table: "teams"
CREATE INDEX `team_unit_id_status_created_at_id` ON `teams` (`unit_id`, `status`, `created_at`, `id`);
-- create index "team_unit_id_created_at_id" to table: "teams"
CREATE INDEX `team_unit_id_created_at_id` ON `teams` (`unit_id`, `created_at`, `id`);
-- create index "team_status_created_at_id" to table: "teams"
CREATE INDEX `team_status_created_at_id` ON `teams` (`status`, `created_at`, `id`);
-- create index "team_created_at_id" to table: "teams"
CREATE INDEX `team_created_at_id` ON `teams` (`created_at`, `id`);
-- create "team_members" table
CREATE TABLE `team_members` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `unit_id` blob NOT NULL, `unit_path` text NOT NULL, `status` text NOT NULL, `active_for` text NULL, `from_on` text NOT NULL, `to_on` text NOT NULL, `lead` bool NOT NULL DEFAULT (false), `born_on` text NULL, `trained_on` text NULL, `skills` json NOT NULL, `ended_at` datetime NULL, `end_reason` text NULL, `team_id` blob NOT NULL, `account_id` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `team_members_teams_team` FOREIGN KEY (`team_id`) REFERENCES `teams` (`id`) ON DELETE NO ACTION, CONSTRAINT `team_members_accounts_account` FOREIGN KEY (`account_id`) REFERENCES `accounts` (`id`) ON DELETE NO ACTION);
-- create index "team_members_active_for_key" to table: "team_members"
CREATE UNIQUE INDEX `team_members_active_for_key` ON `team_members` (`active_for`);
-- create index "teammember_team_id_created_at_id" to table: "team_members"
CREATE INDEX `teammember_team_id_created_at_id` ON `team_members` (`team_id`, `created_at`, `id`);
-- create index "teammember_team_id_status_created_at_id" to table: "team_members"
CREATE INDEX `teammember_team_id_status_created_at_id` ON `team_members` (`team_id`, `status`, `created_at`, `id`);
-- create index "teammember_account_id_created_at_id" to table: "team_members"
CREATE INDEX `teammember_account_id_created_at_id` ON `team_members` (`account_id`, `created_at`, `id`);
-- create index "teammember_account_id_status" to table: "team_members"
CREATE INDEX `teammember_account_id_status` ON `team_members` (`account_id`, `status`);
-- create index "teammember_unit_path_status" to table: "team_members"
CREATE INDEX `teammember_unit_path_status` ON `team_members` (`unit_path`, `status`);
-- create index "teammember_status_to_on_id" to table: "team_members"
CREATE INDEX `teammember_status_to_on_id` ON `team_members` (`status`, `to_on`, `id`);

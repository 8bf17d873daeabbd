-- +goose Up
-- create "receptions" table
CREATE TABLE `receptions` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `unit_id` blob NOT NULL, `unit_path` text NOT NULL, `organisation_id` blob NULL, `host` text NOT NULL, `host_title` text NOT NULL, `host_name` text NULL, `place` text NOT NULL, `fields` json NOT NULL, `starts_at` datetime NOT NULL, `ends_at` datetime NOT NULL, `slot_minutes` integer NOT NULL, `seats_per_slot` integer NOT NULL, `status` text NOT NULL, `listed` bool NOT NULL DEFAULT (false), `published_at` datetime NULL, `moved_at` datetime NULL, `closed_at` datetime NULL, `called_off_at` datetime NULL, `reason` text NULL, `last_number` integer NOT NULL DEFAULT (0), `waiting_count` integer NOT NULL DEFAULT (0), `now_serving` integer NULL, PRIMARY KEY (`id`));
-- create index "reception_unit_id_starts_at_id" to table: "receptions"
CREATE INDEX `reception_unit_id_starts_at_id` ON `receptions` (`unit_id`, `starts_at`, `id`);
-- create index "reception_unit_id_host_starts_at_id" to table: "receptions"
CREATE INDEX `reception_unit_id_host_starts_at_id` ON `receptions` (`unit_id`, `host`, `starts_at`, `id`);
-- create index "reception_status_ends_at_id" to table: "receptions"
CREATE INDEX `reception_status_ends_at_id` ON `receptions` (`status`, `ends_at`, `id`);
-- create "reception_bookings" table
CREATE TABLE `reception_bookings` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `unit_id` blob NOT NULL, `unit_path` text NOT NULL, `status` text NOT NULL, `number` integer NOT NULL, `turn` integer NULL, `code` text NOT NULL, `field` text NOT NULL, `note` text NULL, `day` text NOT NULL, `outcome` text NULL, `answer` text NULL, `forwarded_to_id` blob NULL, `promised_on` text NULL, `arrived_at` datetime NULL, `called_at` datetime NULL, `finished_at` datetime NULL, `kept_at` datetime NULL, `cancelled_at` datetime NULL, `reception_id` blob NOT NULL, `slot_id` blob NULL, `account_id` blob NULL, PRIMARY KEY (`id`), CONSTRAINT `reception_bookings_receptions_reception` FOREIGN KEY (`reception_id`) REFERENCES `receptions` (`id`) ON DELETE NO ACTION, CONSTRAINT `reception_bookings_reception_slots_slot` FOREIGN KEY (`slot_id`) REFERENCES `reception_slots` (`id`) ON DELETE SET NULL, CONSTRAINT `reception_bookings_accounts_account` FOREIGN KEY (`account_id`) REFERENCES `accounts` (`id`) ON DELETE SET NULL);
-- create index "receptionbooking_reception_id_number" to table: "reception_bookings"
CREATE UNIQUE INDEX `receptionbooking_reception_id_number` ON `reception_bookings` (`reception_id`, `number`);
-- create index "receptionbooking_reception_id_code" to table: "reception_bookings"
CREATE UNIQUE INDEX `receptionbooking_reception_id_code` ON `reception_bookings` (`reception_id`, `code`);
-- create index "receptionbooking_reception_id_status_number_id" to table: "reception_bookings"
CREATE INDEX `receptionbooking_reception_id_status_number_id` ON `reception_bookings` (`reception_id`, `status`, `number`, `id`);
-- create index "receptionbooking_reception_id_status_turn_id" to table: "reception_bookings"
CREATE INDEX `receptionbooking_reception_id_status_turn_id` ON `reception_bookings` (`reception_id`, `status`, `turn`, `id`);
-- create index "receptionbooking_reception_id_turn_id" to table: "reception_bookings"
CREATE INDEX `receptionbooking_reception_id_turn_id` ON `reception_bookings` (`reception_id`, `turn`, `id`);
-- create index "receptionbooking_account_id_created_at_id" to table: "reception_bookings"
CREATE INDEX `receptionbooking_account_id_created_at_id` ON `reception_bookings` (`account_id`, `created_at`, `id`);
-- create index "receptionbooking_account_id_day_status" to table: "reception_bookings"
CREATE INDEX `receptionbooking_account_id_day_status` ON `reception_bookings` (`account_id`, `day`, `status`);
-- create index "receptionbooking_unit_id_status_promised_on_id" to table: "reception_bookings"
CREATE INDEX `receptionbooking_unit_id_status_promised_on_id` ON `reception_bookings` (`unit_id`, `status`, `promised_on`, `id`);
-- create "reception_slots" table
CREATE TABLE `reception_slots` (`id` blob NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `unit_id` blob NOT NULL, `unit_path` text NOT NULL, `position` integer NOT NULL, `starts_at` datetime NOT NULL, `ends_at` datetime NOT NULL, `seats` integer NOT NULL, `taken` integer NOT NULL DEFAULT (0), `reception_id` blob NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `reception_slots_receptions_reception` FOREIGN KEY (`reception_id`) REFERENCES `receptions` (`id`) ON DELETE NO ACTION);
-- create index "receptionslot_reception_id_position" to table: "reception_slots"
CREATE UNIQUE INDEX `receptionslot_reception_id_position` ON `reception_slots` (`reception_id`, `position`);

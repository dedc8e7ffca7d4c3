ALTER TABLE "door" ADD COLUMN "connection" text GENERATED ALWAYS AS (case when is_connected then 'connected' when not is_connected then 'offline' else 'unknown' end) STORED;--> statement-breakpoint
CREATE INDEX "access_door_window" ON "access" USING btree ("door_id","person_id","starts_at","ends_at","building_id") WHERE gone_at is null;--> statement-breakpoint
CREATE INDEX "door_kind_sort" ON "door" USING btree ("kind","sort_name","id");--> statement-breakpoint
CREATE INDEX "door_accessibility_sort" ON "door" USING btree ("accessibility","sort_name","id");--> statement-breakpoint
CREATE INDEX "door_connection_sort" ON "door" USING btree ("connection","sort_name","id");--> statement-breakpoint
CREATE INDEX "door_activation_sort" ON "door" USING btree ("is_activated","sort_name","id");--> statement-breakpoint
CREATE INDEX "door_battery_sort" ON "door" USING btree ((coalesce(battery_percent, 101)),"sort_name","id");--> statement-breakpoint
CREATE INDEX "door_battery_low" ON "door" USING btree ("sort_name","id") WHERE battery_percent < 20;--> statement-breakpoint
CREATE INDEX "door_battery_age" ON "door" USING btree ("battery_at","sort_name","id");--> statement-breakpoint
CREATE INDEX "person_gone" ON "person" USING btree ("id") WHERE gone_at is not null;--> statement-breakpoint
CREATE INDEX "operation_item_door_open" ON "operation_item_door" USING btree ("door_id") WHERE state in ('queued', 'sending', 'unknown', 'needs_person');
ALTER TABLE "operation_item_door" ADD COLUMN "unconfirmed_from" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "operation_item_door" ADD COLUMN "unconfirmed_until" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "operation_item_door_unconfirmed" ON "operation_item_door" USING btree ("door_id","unconfirmed_from") WHERE unconfirmed_from is not null;
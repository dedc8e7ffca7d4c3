ALTER TABLE "access" ADD COLUMN "awaits_sync_since" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "access_granter" ON "access" USING btree ("granter_id") WHERE granter_kind = 'user' and gone_at is null;--> statement-breakpoint
CREATE INDEX "access_waiting" ON "access" USING btree ("door_id") WHERE awaits_sync_since is not null;
CREATE TABLE "guest_access" (
	"access_id" uuid PRIMARY KEY NOT NULL,
	"host_id" uuid NOT NULL
);
--> statement-breakpoint
ALTER TABLE "access_reason" ADD COLUMN "is_daily" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX "guest_access_host" ON "guest_access" USING btree ("host_id");--> statement-breakpoint
CREATE INDEX "access_reason_host" ON "access_reason" USING btree ("host_id") WHERE ended_at is null and host_id is not null;
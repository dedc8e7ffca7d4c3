ALTER TABLE "operation" ADD COLUMN "paused_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "operation" ADD COLUMN "retry_of" uuid;--> statement-breakpoint
ALTER TABLE "operation_item" ADD COLUMN "expected" jsonb;--> statement-breakpoint
ALTER TABLE "operation_item" ADD COLUMN "is_intent_logged" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "operation_item_door" ADD COLUMN "found" jsonb;--> statement-breakpoint
ALTER TABLE "rate_budget" ADD COLUMN "slowdown" double precision DEFAULT 1 NOT NULL;--> statement-breakpoint
CREATE INDEX "operation_retry" ON "operation" USING btree ("retry_of") WHERE retry_of is not null;--> statement-breakpoint
CREATE INDEX "operation_item_person_key" ON "operation_item" USING btree ("person_key");--> statement-breakpoint
CREATE INDEX "operation_item_next" ON "operation_item" USING btree ("operation_id",(lane <> 'revoke'),"position") WHERE state in ('queued', 'unknown');
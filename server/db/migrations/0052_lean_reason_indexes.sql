DROP INDEX "access_reason_tenancy";--> statement-breakpoint
DROP INDEX "access_reason_bundle";--> statement-breakpoint
CREATE INDEX "access_reason_tenancy" ON "access_reason" USING btree ("tenancy_id") WHERE ended_at is null and tenancy_id is not null;--> statement-breakpoint
CREATE INDEX "access_reason_bundle" ON "access_reason" USING btree ("bundle_id") WHERE ended_at is null and bundle_id is not null;
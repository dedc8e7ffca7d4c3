DROP INDEX "operation_item_due";--> statement-breakpoint
CREATE INDEX "operation_item_held" ON "operation_item" USING btree ("operation_id") WHERE state in ('sending', 'reconciling');
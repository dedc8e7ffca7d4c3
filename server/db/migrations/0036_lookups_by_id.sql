CREATE INDEX "access_lookup" ON "access" USING hash ("id");--> statement-breakpoint
CREATE INDEX "operation_lookup" ON "operation" USING hash ("id");
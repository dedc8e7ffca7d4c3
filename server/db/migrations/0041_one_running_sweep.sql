-- Of several that were opened at one instant, the newest goes on.
UPDATE "sweep" SET state = 'stopped', phase = 'done', page_token = NULL, finished_at = started_at, reason = NULL
WHERE state = 'running' AND generation < (SELECT max(generation) FROM "sweep" WHERE state = 'running');--> statement-breakpoint
CREATE UNIQUE INDEX "sweep_running" ON "sweep" USING btree ("state") WHERE state = 'running';

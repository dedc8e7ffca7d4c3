-- PostgreSQL empties an unlogged table when it crashes: the sweep that went on took all it had marked for missing.
ALTER TABLE "sweep_seen" SET LOGGED;--> statement-breakpoint
-- Nobody knows what is left of the marks of one under way: it reads on from the first page.
DELETE FROM "sweep_seen";--> statement-breakpoint
DELETE FROM "sweep_token";--> statement-breakpoint
UPDATE "sweep" SET phase = 'buildings', page_token = NULL,
  seen_counts = '{"buildings": 0, "doors": 0, "people": 0, "accesses": 0, "unreadable": 0}'
WHERE state = 'running';--> statement-breakpoint
ALTER TABLE "sweep" ADD COLUMN "idle_pages" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "building_resident" ADD COLUMN "is_missed" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "resident_reading" ADD COLUMN "is_under_way" boolean DEFAULT false NOT NULL;

-- Until now only waits for what was taken away were kept.
DROP INDEX "sync_wait_of_door";--> statement-breakpoint
DROP INDEX "sync_wait_of_person";--> statement-breakpoint
ALTER TABLE "sync_wait" ALTER COLUMN "taken_at" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "sync_wait" ADD COLUMN "since" timestamp with time zone;--> statement-breakpoint
UPDATE "sync_wait" SET "since" = "taken_at";--> statement-breakpoint
ALTER TABLE "sync_wait" ALTER COLUMN "since" SET NOT NULL;--> statement-breakpoint
CREATE INDEX "sync_wait_of_door" ON "sync_wait" USING btree ("door_id","until","since","taken_at","access_id","person_id","id");--> statement-breakpoint
CREATE INDEX "sync_wait_of_person" ON "sync_wait" USING btree ("person_id","until","since","taken_at","access_id","door_id","id");
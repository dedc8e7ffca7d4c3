DROP INDEX "door_building_facets";--> statement-breakpoint
ALTER TABLE "person_building" ADD COLUMN "is_gone" boolean DEFAULT false NOT NULL;--> statement-breakpoint
UPDATE "person_building" pb SET is_gone = true FROM person p WHERE p.id = pb.person_id AND p.gone_at IS NOT NULL;--> statement-breakpoint
CREATE INDEX "door_building_low" ON "door" USING btree ("building_id") WHERE gone_at is null and battery_percent < 20;--> statement-breakpoint
CREATE INDEX "person_building_count" ON "person_building" USING btree ("building_id") WHERE not is_gone;--> statement-breakpoint
CREATE INDEX "door_building_facets" ON "door" USING btree ("building_id","gone_at","connection","is_activated");
DROP INDEX "access_door_facets";--> statement-breakpoint
DROP INDEX "access_person_facets";--> statement-breakpoint
DROP INDEX "access_building";--> statement-breakpoint
DROP INDEX "access_end";--> statement-breakpoint
DROP INDEX "access_building_end";--> statement-breakpoint
DROP INDEX "access_start";--> statement-breakpoint
DROP INDEX "access_facets";--> statement-breakpoint
ALTER TABLE "access" ADD COLUMN "person_name" text;--> statement-breakpoint
ALTER TABLE "access" ADD COLUMN "person_sort" text collate "C";--> statement-breakpoint
ALTER TABLE "access" ADD COLUMN "door_name" text;--> statement-breakpoint
ALTER TABLE "access" ADD COLUMN "door_sort" text collate "C" DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "access" ADD COLUMN "open_until" timestamp with time zone GENERATED ALWAYS AS (coalesce(ends_at, 'infinity')) STORED NOT NULL;--> statement-breakpoint
UPDATE "access" a SET person_name = n.person_name, person_sort = n.person_sort, door_name = n.door_name, door_sort = n.door_sort
FROM (
  SELECT x.id, coalesce(p.first_name || ' ' || p.last_name, '') AS person_name, coalesce(left(p.sort_name, 120), '') AS person_sort,
    d.name AS door_name, coalesce(left(d.sort_name, 120), '') AS door_sort
  FROM "access" x LEFT JOIN person p ON p.id = x.person_id LEFT JOIN door d ON d.id = x.door_id
) n WHERE n.id = a.id;--> statement-breakpoint
ALTER TABLE "access" ALTER COLUMN "person_name" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "access" ALTER COLUMN "person_sort" SET NOT NULL;--> statement-breakpoint
CREATE INDEX "access_by_person" ON "access" USING btree ("person_sort","person_id","id","passcode_type","granter_kind","role","gone_at","starts_at","open_until","building_id","door_id","door_sort");--> statement-breakpoint
CREATE INDEX "access_by_door" ON "access" USING btree ("door_sort","door_id","id","passcode_type","granter_kind","role","gone_at","starts_at","open_until","building_id","person_id","person_sort");--> statement-breakpoint
CREATE INDEX "access_by_start" ON "access" USING btree ("starts_at","id","passcode_type","granter_kind","role","gone_at","open_until","building_id","person_id","door_id");--> statement-breakpoint
CREATE INDEX "access_by_end" ON "access" USING btree ("open_until","id","passcode_type","granter_kind","role","gone_at","starts_at","building_id","person_id","door_id","person_sort","door_sort");--> statement-breakpoint
CREATE INDEX "access_here" ON "access" USING btree ("building_id","person_sort","person_id","id","passcode_type","granter_kind","role","gone_at","starts_at","open_until","door_id","door_sort");--> statement-breakpoint
CREATE INDEX "access_rare" ON "access" USING btree ("person_sort","person_id","id","passcode_type","granter_kind","role","gone_at","starts_at") WHERE passcode_type <> 'PERMANENT' or granter_kind <> 'partner';--> statement-breakpoint
CREATE INDEX "access_of_person" ON "access" USING btree ("person_id","gone_at","open_until","starts_at","door_id","building_id");--> statement-breakpoint
CREATE INDEX "access_of_door" ON "access" USING btree ("door_id","gone_at","open_until","starts_at","person_id");--> statement-breakpoint
CREATE INDEX "person_lookup" ON "person" USING hash ("id");--> statement-breakpoint
CREATE INDEX "access_facets" ON "access" USING btree ("passcode_type","granter_kind","role","gone_at","starts_at","open_until","building_id","person_id","person_sort","door_id","door_sort","id");--> statement-breakpoint
-- Rows that changed are read one by one until they are vacuumed: a fiftieth of them, not a fifth, is when that pays.
ALTER TABLE "access" SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);

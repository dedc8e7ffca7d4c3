-- Whoever held a door in the building it has moved away from was known there alone.
INSERT INTO "person_building" ("person_id", "building_id", "sort_name", "is_gone")
SELECT p.id, held.building_id, p.sort_name, p.gone_at IS NOT NULL
FROM (
  SELECT DISTINCT a.person_id, d.building_id FROM "access" a JOIN "door" d ON d.id = a.door_id
  WHERE a.building_id IS DISTINCT FROM d.building_id
) held JOIN "person" p ON p.id = held.person_id
ON CONFLICT DO NOTHING;--> statement-breakpoint
-- Doors that are listed again stand for themselves.
DELETE FROM "door_successor" s USING "door" d WHERE d.id = s.old_door_id AND d.gone_at IS NULL;

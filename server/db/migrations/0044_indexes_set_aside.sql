-- What a first reading of many does better without: see server/mirror/spare-indexes.ts. Whoever changes one of these in
-- the schema changes it here too; a test compares.
CREATE FUNCTION spare_indexes() RETURNS TABLE (name text, definition text) LANGUAGE sql IMMUTABLE AS $$
  VALUES
    ('access_by_door', 'ON access USING btree (door_sort, door_id, id, passcode_type, granter_kind, role, gone_at, starts_at, open_until, building_id, person_id, person_sort)'),
    ('access_by_start', 'ON access USING btree (starts_at, id, passcode_type, granter_kind, role, gone_at, open_until, building_id, person_id, door_id)'),
    ('access_by_end', 'ON access USING btree (open_until, id, passcode_type, granter_kind, role, gone_at, starts_at, building_id, person_id, door_id, person_sort, door_sort)'),
    ('access_here', 'ON access USING btree (building_id, person_sort, person_id, id, passcode_type, granter_kind, role, gone_at, starts_at, open_until, door_id, door_sort)'),
    ('access_rare', 'ON access USING btree (person_sort, person_id, id, passcode_type, granter_kind, role, gone_at, starts_at) WHERE ((passcode_type <> ''PERMANENT''::text) OR (granter_kind <> ''partner''::text))'),
    ('access_facets', 'ON access USING btree (passcode_type, granter_kind, role, gone_at, starts_at, open_until, building_id, person_id, person_sort, door_id, door_sort, id)'),
    ('access_of_door', 'ON access USING btree (door_id, gone_at, open_until, starts_at, person_id)'),
    ('access_of_person', 'ON access USING btree (person_id, gone_at, open_until, starts_at, door_id, building_id)'),
    ('access_lookup', 'ON access USING hash (id)'),
    ('access_event_kind', 'ON access_event USING btree (name, cause, at, id, person_id, door_id)'),
    ('access_event_building', 'ON access_event USING btree (building_id, at, id, name, cause, person_id, door_id)'),
    ('access_event_of_door', 'ON access_event USING btree (door_id, at, id, access_id, person_id, name, cause, held_from, held_until, operation_id, building_id)'),
    ('person_search', 'ON person USING gin (search_text gin_trgm_ops)'),
    ('person_name_similar', 'ON person USING gin (sort_name gin_trgm_ops)'),
    ('person_lookup', 'ON person USING hash (id)')
$$;
--> statement-breakpoint
-- The serving role owns nothing: it may do this much, and only before anything was ever read to its end.
CREATE FUNCTION drop_spare_indexes() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET lock_timeout = '1s' AS $$
DECLARE spare record;
BEGIN
  IF EXISTS (SELECT FROM sweep WHERE state = 'complete') THEN RETURN; END IF;
  FOR spare IN SELECT name FROM spare_indexes() LOOP
    EXECUTE format('DROP INDEX IF EXISTS %I', spare.name);
  END LOOP;
EXCEPTION WHEN lock_not_available THEN
  -- Somebody is reading a list: whoever came after would wait behind us.
  RETURN;
END;
$$;
--> statement-breakpoint
-- Makes one that is missing. False when there is none.
CREATE FUNCTION make_spare_index() RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE spare record;
BEGIN
  SELECT name, definition INTO spare FROM spare_indexes() WHERE to_regclass(format('%I', name)) IS NULL LIMIT 1;
  IF NOT FOUND THEN RETURN false; END IF;
  EXECUTE format('CREATE INDEX %I %s', spare.name, spare.definition);
  RETURN true;
END;
$$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION drop_spare_indexes(), make_spare_index() FROM PUBLIC;

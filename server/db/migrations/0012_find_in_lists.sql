CREATE FUNCTION find_fold(value text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
RETURN replace(replace(replace(replace(translate(regexp_replace(lower(normalize(value, NFKD)), '[\u0300-\u036f\u200b-\u200f\u202a-\u202e\u2066-\u2069]', '', 'g'), 'øłđðıħŧ', 'olddiht'), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th');
--> statement-breakpoint
CREATE FUNCTION find_key(value text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
RETURN btrim(regexp_replace(find_fold(value), '[[:space:][:punct:]]+', ' ', 'g'));
--> statement-breakpoint
CREATE FUNCTION squash_key(value text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
RETURN btrim(regexp_replace(regexp_replace(find_fold(value), '[[:punct:]]+', '', 'g'), '[[:space:]]+', ' ', 'g'));
--> statement-breakpoint
-- What a search looks in: a name with and without its punctuation ("o brien obrien"), then the rest.
CREATE FUNCTION find_text(name text, more text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
RETURN find_key(name || ' ' || more) || CASE WHEN squash_key(name) = find_key(name) THEN '' ELSE ' ' || squash_key(name) END;
--> statement-breakpoint
DROP INDEX "access_door";--> statement-breakpoint
DROP INDEX "access_door_window";--> statement-breakpoint
DROP INDEX "access_kind";--> statement-breakpoint
ALTER TABLE "door" drop column "search_text";--> statement-breakpoint
ALTER TABLE "door" ADD COLUMN "search_text" text GENERATED ALWAYS AS (find_text(name, coalesce(serial_number, ''))) STORED;--> statement-breakpoint
ALTER TABLE "person" drop column "search_text";--> statement-breakpoint
ALTER TABLE "person" ADD COLUMN "search_text" text GENERATED ALWAYS AS (find_text(first_name || ' ' || last_name, coalesce(email, '') || ' ' || coalesce(phone, ''))) STORED;--> statement-breakpoint
CREATE INDEX "access_door_facets" ON "access" USING btree ("door_id","person_id","starts_at","ends_at","building_id","gone_at","role","passcode_type","granter_kind","id");--> statement-breakpoint
CREATE INDEX "access_person_facets" ON "access" USING btree ("person_id","building_id","door_id","starts_at","ends_at","gone_at","role","passcode_type","granter_kind","id");--> statement-breakpoint
CREATE INDEX "access_facets" ON "access" USING btree ("passcode_type","granter_kind","role","starts_at","ends_at","gone_at","building_id","person_id","door_id","id");--> statement-breakpoint
CREATE INDEX "person_name_similar" ON "person" USING gin (sort_name gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "person_search" ON "person" USING gin (search_text gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "door_search" ON "door" USING gin (search_text gin_trgm_ops);
CREATE EXTENSION IF NOT EXISTS pg_trgm;
--> statement-breakpoint
-- How names are compared everywhere: without accents, case and punctuation. Immutable, so generated columns may use it
-- (unaccent() is not).
CREATE FUNCTION search_key(value text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
RETURN btrim(regexp_replace(regexp_replace(lower(normalize(value, NFKD)), '[\u0300-\u036f\u200b-\u200f\u202a-\u202e\u2066-\u2069]', '', 'g'), '[[:space:][:punct:]]+', ' ', 'g'));

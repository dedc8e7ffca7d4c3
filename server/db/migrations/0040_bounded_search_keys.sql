-- As before, but no longer than an index takes: letters of some scripts fall apart into three and more. A name of 600
-- letters that do not keeps the key it has, so no row needs another one.
CREATE OR REPLACE FUNCTION search_key(value text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
RETURN left(btrim(regexp_replace(regexp_replace(lower(normalize(value, NFKD)), '[\u0300-\u036f\u200b-\u200f\u202a-\u202e\u2066-\u2069]', '', 'g'), '[[:space:][:punct:]]+', ' ', 'g')), 640);

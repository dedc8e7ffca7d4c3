-- A number without the marks it is kept with ("+1-111-111-1111", "SN-0001"). An email is typed with its own.
CREATE FUNCTION number_key(value text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
RETURN regexp_replace(lower(regexp_replace(value, '\S*@\S*', '', 'g')), '[^[:alnum:]]+', '', 'g');
--> statement-breakpoint
-- What a search looks in: a name with and without its punctuation ("o brien obrien"), then the rest, a number in it with
-- and without its marks.
CREATE OR REPLACE FUNCTION find_text(name text, more text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
RETURN find_key(name || ' ' || more)
  || CASE WHEN squash_key(name) = find_key(name) THEN '' ELSE ' ' || squash_key(name) END
  || CASE WHEN regexp_replace(more, '\S*@\S*', '', 'g') ~ '[[:alnum:]][^[:alnum:]]+[[:alnum:]]' THEN ' ' || number_key(more) ELSE '' END;
--> statement-breakpoint
-- A stored text is made anew when what it is made of is written: of those only whose number has marks.
UPDATE person SET phone = phone WHERE phone ~ '[^+0-9]';
--> statement-breakpoint
UPDATE door SET serial_number = serial_number WHERE serial_number ~ '[^[:alnum:]]';

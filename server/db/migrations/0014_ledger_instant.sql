-- A time the ledger keeps among its facts, always ISO-8601 in UTC: so reading it depends on no setting.
CREATE FUNCTION ledger_instant(facts jsonb, name text) RETURNS timestamptz
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (facts ->> name)::timestamptz;

-- A worksheet that was signed is evidence: it and its rows stay as they are, whoever asks.
CREATE FUNCTION refuse_signed_change() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  IF TG_TABLE_NAME = 'certification' THEN
    IF OLD.signed_at IS NOT NULL THEN
      RAISE EXCEPTION 'a signed worksheet stays as it is: % refused', TG_OP;
    END IF;
  ELSIF EXISTS (SELECT 1 FROM certification c WHERE c.id = OLD.certification_id AND c.signed_at IS NOT NULL) THEN
    RAISE EXCEPTION 'a signed worksheet stays as it is: % refused', TG_OP;
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END;
$$;
--> statement-breakpoint
CREATE TRIGGER certification_signed BEFORE UPDATE OR DELETE ON certification
FOR EACH ROW EXECUTE FUNCTION refuse_signed_change();
--> statement-breakpoint
CREATE TRIGGER certification_door_signed BEFORE UPDATE OR DELETE ON certification_door
FOR EACH ROW EXECUTE FUNCTION refuse_signed_change();
--> statement-breakpoint
CREATE TRIGGER certification_row_signed BEFORE UPDATE OR DELETE ON certification_row
FOR EACH ROW EXECUTE FUNCTION refuse_signed_change();

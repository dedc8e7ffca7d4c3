CREATE INDEX "door_event_at" ON "door_event" USING btree ("at","id");--> statement-breakpoint
CREATE INDEX "access_event_kind" ON "access_event" USING btree ("name","cause","at","id");
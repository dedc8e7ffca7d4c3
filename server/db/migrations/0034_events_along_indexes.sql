DROP INDEX "access_event_building_cause";--> statement-breakpoint
DROP INDEX "access_event_of_door";--> statement-breakpoint
DROP INDEX "access_event_of_person";--> statement-breakpoint
DROP INDEX "access_event_kind";--> statement-breakpoint
DROP INDEX "access_event_building";--> statement-breakpoint
CREATE INDEX "access_event_at" ON "access_event" USING btree ("at","id");--> statement-breakpoint
CREATE INDEX "door_lookup" ON "door" USING hash ("id");--> statement-breakpoint
CREATE INDEX "access_event_of_door" ON "access_event" USING btree ("door_id","at","id","access_id","person_id","name","cause","held_from","held_until","operation_id","building_id");--> statement-breakpoint
CREATE INDEX "access_event_of_person" ON "access_event" USING btree ("person_id","at","id","access_id","door_id","name","cause","held_from","held_until","operation_id","building_id");--> statement-breakpoint
CREATE INDEX "access_event_kind" ON "access_event" USING btree ("name","cause","at","id","person_id","door_id");--> statement-breakpoint
CREATE INDEX "access_event_building" ON "access_event" USING btree ("building_id","at","id","name","cause","person_id","door_id");
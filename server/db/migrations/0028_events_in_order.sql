DROP INDEX "access_event_door_spans";--> statement-breakpoint
DROP INDEX "access_event_person_spans";--> statement-breakpoint
DROP INDEX "access_event_person";--> statement-breakpoint
DROP INDEX "access_event_door";--> statement-breakpoint
CREATE INDEX "access_event_of_door" ON "access_event" USING btree ("door_id","at","id","access_id","person_id","name","cause","held_from","held_until","operation_id");--> statement-breakpoint
CREATE INDEX "access_event_of_person" ON "access_event" USING btree ("person_id","at","id","access_id","door_id","name","cause","held_from","held_until","operation_id");
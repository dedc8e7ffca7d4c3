CREATE TABLE "preference" (
	"staff_id" uuid NOT NULL,
	"name" text NOT NULL,
	"value" jsonb NOT NULL,
	CONSTRAINT "preference_staff_id_name_pk" PRIMARY KEY("staff_id","name")
);
--> statement-breakpoint
CREATE TABLE "saved_view" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"staff_id" uuid NOT NULL,
	"list" text NOT NULL,
	"name" text NOT NULL,
	"search" text NOT NULL,
	"columns" text[] NOT NULL
);
--> statement-breakpoint
DROP INDEX "door_battery_age";--> statement-breakpoint
ALTER TABLE "preference" ADD CONSTRAINT "preference_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "saved_view" ADD CONSTRAINT "saved_view_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "saved_view_name" ON "saved_view" USING btree ("staff_id","list",lower("name"));--> statement-breakpoint
CREATE INDEX "access_event_building_cause" ON "access_event" USING btree ("building_id","cause","at");--> statement-breakpoint
CREATE INDEX "door_battery_age" ON "door" USING btree ((coalesce(battery_at, 'infinity')),"sort_name","id");
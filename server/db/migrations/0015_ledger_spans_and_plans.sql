CREATE TABLE "plan" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"technician_id" uuid NOT NULL,
	"weekdays" smallint[] NOT NULL,
	"dates" text[] NOT NULL,
	"starts" date NOT NULL,
	"until" date,
	"exceptions" text[] NOT NULL,
	"notify" boolean NOT NULL,
	"state" text NOT NULL,
	"staff_id" uuid NOT NULL,
	"intent_id" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"active_since" timestamp with time zone NOT NULL,
	"settled_through" date,
	"due_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "plan_code" (
	"technician_id" uuid NOT NULL,
	"door_id" uuid NOT NULL,
	"day" date NOT NULL,
	"plan_id" uuid NOT NULL,
	"building_id" uuid NOT NULL,
	"state" text NOT NULL,
	"reason" text,
	"operation_id" uuid,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "plan_code_technician_id_door_id_day_pk" PRIMARY KEY("technician_id","door_id","day")
);
--> statement-breakpoint
CREATE TABLE "plan_door" (
	"plan_id" uuid NOT NULL,
	"door_id" uuid NOT NULL,
	"building_id" uuid NOT NULL,
	CONSTRAINT "plan_door_plan_id_door_id_pk" PRIMARY KEY("plan_id","door_id")
);
--> statement-breakpoint
CREATE TABLE "technician" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"vendor_id" uuid NOT NULL,
	"first_name" text NOT NULL,
	"last_name" text NOT NULL,
	"email" text,
	"phone" text,
	"sort_name" text collate "C" GENERATED ALWAYS AS (search_key(first_name || ' ' || last_name)) STORED
);
--> statement-breakpoint
CREATE TABLE "vendor" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"name" text NOT NULL,
	"sort_name" text collate "C" GENERATED ALWAYS AS (search_key(name)) STORED
);
--> statement-breakpoint
ALTER TABLE "access_event" ADD COLUMN "held_from" timestamp with time zone GENERATED ALWAYS AS (ledger_instant(after, 'start')) STORED;--> statement-breakpoint
ALTER TABLE "access_event" ADD COLUMN "held_until" timestamp with time zone GENERATED ALWAYS AS (ledger_instant(after, 'end')) STORED;--> statement-breakpoint
ALTER TABLE "plan" ADD CONSTRAINT "plan_technician_id_technician_id_fk" FOREIGN KEY ("technician_id") REFERENCES "public"."technician"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan_code" ADD CONSTRAINT "plan_code_plan_id_plan_id_fk" FOREIGN KEY ("plan_id") REFERENCES "public"."plan"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan_door" ADD CONSTRAINT "plan_door_plan_id_plan_id_fk" FOREIGN KEY ("plan_id") REFERENCES "public"."plan"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "technician" ADD CONSTRAINT "technician_vendor_id_vendor_id_fk" FOREIGN KEY ("vendor_id") REFERENCES "public"."vendor"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "plan_intent" ON "plan" USING btree ("staff_id","intent_id");--> statement-breakpoint
CREATE INDEX "plan_due" ON "plan" USING btree ("due_at") WHERE state = 'active';--> statement-breakpoint
CREATE INDEX "plan_created" ON "plan" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "plan_code_plan" ON "plan_code" USING btree ("plan_id","day");--> statement-breakpoint
CREATE INDEX "plan_code_at" ON "plan_code" USING btree ("at");--> statement-breakpoint
CREATE INDEX "plan_door_building" ON "plan_door" USING btree ("building_id","plan_id");--> statement-breakpoint
CREATE UNIQUE INDEX "technician_email" ON "technician" USING btree ("vendor_id",lower(email)) WHERE email is not null;--> statement-breakpoint
CREATE INDEX "technician_phone" ON "technician" USING btree ("phone");--> statement-breakpoint
CREATE UNIQUE INDEX "vendor_name" ON "vendor" USING btree ("sort_name");--> statement-breakpoint
CREATE INDEX "access_event_door_spans" ON "access_event" USING btree ("door_id","access_id","at","id","person_id","name","cause","held_from","held_until","operation_id");--> statement-breakpoint
CREATE INDEX "access_event_person_spans" ON "access_event" USING btree ("person_id","access_id","at","id","door_id","name","cause","held_from","held_until","operation_id");
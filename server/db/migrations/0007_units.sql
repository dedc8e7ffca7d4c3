CREATE TABLE "access_reason" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"person_id" uuid,
	"person_key" text NOT NULL,
	"door_id" uuid NOT NULL,
	"building_id" uuid,
	"kind" text NOT NULL,
	"tenancy_id" uuid,
	"bundle_id" uuid,
	"host_id" uuid,
	"note" text,
	"starts_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone,
	"shareable" boolean NOT NULL,
	"role" text NOT NULL,
	"operation_id" uuid,
	"ended_at" timestamp with time zone,
	"ended_operation_id" uuid
);
--> statement-breakpoint
CREATE TABLE "building_rules" (
	"building_id" uuid PRIMARY KEY NOT NULL,
	"move_in_hour" smallint NOT NULL,
	"move_out_hour" smallint NOT NULL,
	"grace_days" smallint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "bundle" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"building_id" uuid NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"archived_at" timestamp with time zone,
	"sort_name" text collate "C" GENERATED ALWAYS AS (search_key(name)) STORED
);
--> statement-breakpoint
CREATE TABLE "bundle_door" (
	"bundle_id" uuid NOT NULL,
	"door_id" uuid NOT NULL,
	"is_shareable" boolean DEFAULT true NOT NULL,
	"ends_on" date,
	CONSTRAINT "bundle_door_bundle_id_door_id_pk" PRIMARY KEY("bundle_id","door_id")
);
--> statement-breakpoint
CREATE TABLE "person_link" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"from_person_id" uuid NOT NULL,
	"to_person_id" uuid,
	"to_key" text NOT NULL,
	"operation_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "task" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"kind" text NOT NULL,
	"building_id" uuid NOT NULL,
	"person_id" uuid,
	"person_name" text,
	"door_id" uuid,
	"unit_id" uuid,
	"operation_id" uuid,
	"assignee_id" uuid,
	"created_at" timestamp with time zone NOT NULL,
	"done_at" timestamp with time zone,
	"done_by" uuid
);
--> statement-breakpoint
CREATE TABLE "tenancy" (
	"id" uuid PRIMARY KEY NOT NULL,
	"unit_id" uuid NOT NULL,
	"building_id" uuid NOT NULL,
	"person_id" uuid,
	"person_key" text NOT NULL,
	"person_name" text NOT NULL,
	"lease_start" date,
	"lease_end" date,
	"operation_id" uuid,
	"ended_at" timestamp with time zone,
	"ended_operation_id" uuid
);
--> statement-breakpoint
CREATE TABLE "unit" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"building_id" uuid NOT NULL,
	"name" text NOT NULL,
	"archived_at" timestamp with time zone,
	"sort_name" text collate "C" GENERATED ALWAYS AS (search_key(name)) STORED
);
--> statement-breakpoint
CREATE TABLE "unit_door" (
	"unit_id" uuid NOT NULL,
	"door_id" uuid NOT NULL,
	CONSTRAINT "unit_door_unit_id_door_id_pk" PRIMARY KEY("unit_id","door_id")
);
--> statement-breakpoint
ALTER TABLE "operation_item" ADD COLUMN "after_item_id" uuid;--> statement-breakpoint
ALTER TABLE "access_reason" ADD CONSTRAINT "access_reason_tenancy_id_tenancy_id_fk" FOREIGN KEY ("tenancy_id") REFERENCES "public"."tenancy"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bundle_door" ADD CONSTRAINT "bundle_door_bundle_id_bundle_id_fk" FOREIGN KEY ("bundle_id") REFERENCES "public"."bundle"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tenancy" ADD CONSTRAINT "tenancy_unit_id_unit_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "unit_door" ADD CONSTRAINT "unit_door_unit_id_unit_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."unit"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "access_reason_person" ON "access_reason" USING btree ("person_id","door_id") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "access_reason_tenancy" ON "access_reason" USING btree ("tenancy_id") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "access_reason_bundle" ON "access_reason" USING btree ("bundle_id") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "access_reason_door" ON "access_reason" USING btree ("door_id") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "access_reason_operation" ON "access_reason" USING btree ("operation_id");--> statement-breakpoint
CREATE UNIQUE INDEX "bundle_name" ON "bundle" USING btree ("building_id","sort_name") WHERE archived_at is null;--> statement-breakpoint
CREATE INDEX "bundle_sort" ON "bundle" USING btree ("sort_name","id");--> statement-breakpoint
CREATE INDEX "bundle_door_door" ON "bundle_door" USING btree ("door_id");--> statement-breakpoint
CREATE INDEX "person_link_from" ON "person_link" USING btree ("from_person_id");--> statement-breakpoint
CREATE INDEX "person_link_to" ON "person_link" USING btree ("to_person_id");--> statement-breakpoint
CREATE INDEX "person_link_operation" ON "person_link" USING btree ("operation_id");--> statement-breakpoint
CREATE INDEX "task_open" ON "task" USING btree ("building_id","created_at") WHERE done_at is null;--> statement-breakpoint
CREATE INDEX "task_operation" ON "task" USING btree ("operation_id");--> statement-breakpoint
CREATE UNIQUE INDEX "tenancy_once" ON "tenancy" USING btree ("unit_id","person_key") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "tenancy_unit" ON "tenancy" USING btree ("unit_id");--> statement-breakpoint
CREATE INDEX "tenancy_person" ON "tenancy" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "tenancy_end" ON "tenancy" USING btree ("building_id","lease_end") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "tenancy_operation" ON "tenancy" USING btree ("operation_id");--> statement-breakpoint
CREATE UNIQUE INDEX "unit_name" ON "unit" USING btree ("building_id","sort_name") WHERE archived_at is null;--> statement-breakpoint
CREATE INDEX "unit_sort" ON "unit" USING btree ("sort_name","id");--> statement-breakpoint
CREATE INDEX "unit_search" ON "unit" USING gin (sort_name gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "unit_door_door" ON "unit_door" USING btree ("door_id");
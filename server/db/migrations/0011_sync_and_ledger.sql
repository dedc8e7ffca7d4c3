CREATE TABLE "door_event" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "door_event_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp with time zone NOT NULL,
	"name" text NOT NULL,
	"door_id" uuid NOT NULL,
	"building_id" uuid NOT NULL,
	"generation" bigint,
	"before" jsonb,
	"after" jsonb
);
--> statement-breakpoint
CREATE TABLE "door_successor" (
	"old_door_id" uuid PRIMARY KEY NOT NULL,
	"new_door_id" uuid,
	"staff_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "drift" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"event_id" bigint NOT NULL,
	"kind" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"access_id" uuid NOT NULL,
	"building_id" uuid,
	"accepted_at" timestamp with time zone,
	"accepted_by" uuid,
	"note" text
);
--> statement-breakpoint
CREATE TABLE "building_resident" (
	"building_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"first_name" text NOT NULL,
	"last_name" text NOT NULL,
	"sort_name" text collate "C" GENERATED ALWAYS AS (search_key(first_name || ' ' || last_name)) STORED,
	CONSTRAINT "building_resident_building_id_person_id_pk" PRIMARY KEY("building_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "outage" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "outage_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"started_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"reason" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "resident_reading" (
	"building_id" uuid PRIMARY KEY NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"read_at" timestamp with time zone,
	"calls" integer DEFAULT 0 NOT NULL,
	"reason" text
);
--> statement-breakpoint
CREATE TABLE "sweep_loss" (
	"generation" bigint NOT NULL,
	"kind" text NOT NULL,
	"id" uuid NOT NULL,
	"read_at" timestamp with time zone NOT NULL,
	CONSTRAINT "sweep_loss_generation_kind_id_pk" PRIMARY KEY("generation","kind","id")
);
--> statement-breakpoint
CREATE TABLE "sweep_token" (
	"generation" bigint NOT NULL,
	"token_hash" text NOT NULL,
	CONSTRAINT "sweep_token_generation_token_hash_pk" PRIMARY KEY("generation","token_hash")
);
--> statement-breakpoint
ALTER TABLE "access" ADD COLUMN "end_noted_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "sweep" ADD COLUMN "changes" jsonb DEFAULT '{"appeared":0,"changed":0,"vanished":0}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "sweep" ADD COLUMN "accepted_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "sweep" ADD COLUMN "accepted_by" uuid;--> statement-breakpoint
CREATE INDEX "door_event_door" ON "door_event" USING btree ("door_id","at");--> statement-breakpoint
CREATE INDEX "door_event_building" ON "door_event" USING btree ("building_id","at");--> statement-breakpoint
CREATE INDEX "door_successor_new" ON "door_successor" USING btree ("new_door_id");--> statement-breakpoint
CREATE INDEX "drift_open" ON "drift" USING btree ("kind","subject_id","at","building_id") WHERE accepted_at is null;--> statement-breakpoint
CREATE INDEX "drift_subject" ON "drift" USING btree ("kind","subject_id","at","id");--> statement-breakpoint
CREATE INDEX "drift_accepted" ON "drift" USING btree ("accepted_at") WHERE accepted_at is not null;--> statement-breakpoint
CREATE INDEX "building_resident_sort" ON "building_resident" USING btree ("building_id","sort_name","person_id");--> statement-breakpoint
CREATE INDEX "outage_end" ON "outage" USING btree ("ended_at");--> statement-breakpoint
CREATE INDEX "outage_start" ON "outage" USING btree ("started_at");--> statement-breakpoint
CREATE INDEX "access_end_to_note" ON "access" USING btree ("ends_at") WHERE gone_at is null and end_noted_at is distinct from ends_at;--> statement-breakpoint
CREATE INDEX "sweep_complete" ON "sweep" USING btree ("finished_at") WHERE state = 'complete';--> statement-breakpoint
CREATE TRIGGER door_event_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON door_event
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

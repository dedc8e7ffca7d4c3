CREATE TABLE "audit_entry" (
	"seq" bigint PRIMARY KEY NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"event" text NOT NULL,
	"phase" text NOT NULL,
	"staff_id" uuid,
	"object_type" text,
	"object_id" uuid,
	"building_id" uuid,
	"operation_id" uuid,
	"request_id" uuid NOT NULL,
	"payload" text NOT NULL,
	"payload_hash" text NOT NULL,
	"prev_hash" text NOT NULL,
	"hash" text NOT NULL,
	"signature" text NOT NULL,
	"key_id" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_personal" (
	"seq" bigint PRIMARY KEY NOT NULL,
	"salt" text NOT NULL,
	"data" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "access" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"person_id" uuid NOT NULL,
	"door_id" uuid NOT NULL,
	"building_id" uuid,
	"passcode_type" text NOT NULL,
	"granter_kind" text NOT NULL,
	"granter_id" uuid,
	"start_key" text NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone,
	"window" "tstzrange" GENERATED ALWAYS AS (tstzrange(starts_at, greatest(starts_at, coalesce(ends_at, 'infinity')))) STORED,
	"day" date,
	"shareable" boolean,
	"role" text,
	"doorcode_status" text NOT NULL,
	"gone_at" timestamp with time zone,
	CONSTRAINT "access_identity" UNIQUE NULLS NOT DISTINCT("person_id","door_id","passcode_type","granter_kind","granter_id","start_key")
);
--> statement-breakpoint
CREATE TABLE "access_event" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "access_event_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp with time zone NOT NULL,
	"name" text NOT NULL,
	"cause" text NOT NULL,
	"access_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"door_id" uuid NOT NULL,
	"building_id" uuid,
	"operation_id" uuid,
	"generation" bigint,
	"before" jsonb,
	"after" jsonb
);
--> statement-breakpoint
CREATE TABLE "building" (
	"id" uuid PRIMARY KEY NOT NULL,
	"portfolio_id" uuid,
	"name" text NOT NULL,
	"address" jsonb NOT NULL,
	"time_zone" text,
	"stated_time_zone" text,
	"sort_name" text collate "C" GENERATED ALWAYS AS (search_key(name)) STORED,
	"missed_sweeps" integer DEFAULT 0 NOT NULL,
	"gone_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "door" (
	"id" uuid PRIMARY KEY NOT NULL,
	"building_id" uuid NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"accessibility" text,
	"is_connected" boolean,
	"is_activated" boolean NOT NULL,
	"serial_number" text,
	"device_type" text,
	"battery_percent" integer,
	"battery_at" timestamp with time zone,
	"sort_name" text collate "C" GENERATED ALWAYS AS (search_key(name)) STORED,
	"search_text" text GENERATED ALWAYS AS (search_key(name || ' ' || coalesce(serial_number, ''))) STORED,
	"missed_sweeps" integer DEFAULT 0 NOT NULL,
	"gone_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "person" (
	"id" uuid PRIMARY KEY NOT NULL,
	"first_name" text NOT NULL,
	"last_name" text NOT NULL,
	"email" text,
	"phone" text,
	"refreshed_at" timestamp with time zone,
	"refresh_asked_at" timestamp with time zone,
	"email_key" text GENERATED ALWAYS AS (lower(email)) STORED,
	"sort_name" text collate "C" GENERATED ALWAYS AS (search_key(first_name || ' ' || last_name)) STORED,
	"search_text" text GENERATED ALWAYS AS (search_key(first_name || ' ' || last_name || ' ' || coalesce(email, '') || ' ' || coalesce(phone, ''))) STORED,
	"missed_sweeps" integer DEFAULT 0 NOT NULL,
	"gone_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "person_building" (
	"person_id" uuid NOT NULL,
	"building_id" uuid NOT NULL,
	"sort_name" text collate "C" NOT NULL,
	CONSTRAINT "person_building_person_id_building_id_pk" PRIMARY KEY("person_id","building_id")
);
--> statement-breakpoint
CREATE TABLE "portfolio" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"missed_sweeps" integer DEFAULT 0 NOT NULL,
	"gone_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "sweep" (
	"generation" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "sweep_generation_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"state" text NOT NULL,
	"phase" text NOT NULL,
	"page_token" text,
	"started_at" timestamp with time zone NOT NULL,
	"finished_at" timestamp with time zone,
	"calls" integer DEFAULT 0 NOT NULL,
	"seen_counts" jsonb NOT NULL,
	"reason" text
);
--> statement-breakpoint
CREATE TABLE "sweep_seen" (
	"generation" bigint NOT NULL,
	"id" uuid NOT NULL,
	CONSTRAINT "sweep_seen_generation_id_pk" PRIMARY KEY("generation","id")
);
--> statement-breakpoint
CREATE TABLE "operation" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"state" text NOT NULL,
	"staff_id" uuid NOT NULL,
	"intent_id" uuid NOT NULL,
	"request_id" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"finished_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "operation_item" (
	"id" uuid PRIMARY KEY NOT NULL,
	"operation_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"action" text NOT NULL,
	"state" text NOT NULL,
	"person_id" uuid,
	"person_key" text NOT NULL,
	"recipient" jsonb NOT NULL,
	"terms" jsonb,
	"lane" text NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"sends" integer DEFAULT 0 NOT NULL,
	"empty_read_backs" integer DEFAULT 0 NOT NULL,
	"sent_at" timestamp with time zone,
	"lease_owner" integer,
	"fence" bigint DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "operation_item_door" (
	"item_id" uuid NOT NULL,
	"door_id" uuid NOT NULL,
	"operation_id" uuid NOT NULL,
	"building_id" uuid,
	"state" text NOT NULL,
	"reason" text,
	"settled_at" timestamp with time zone,
	CONSTRAINT "operation_item_door_item_id_door_id_pk" PRIMARY KEY("item_id","door_id")
);
--> statement-breakpoint
CREATE TABLE "one_time_link" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"purpose" text NOT NULL,
	"staff_id" uuid,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "session" (
	"id" uuid PRIMARY KEY NOT NULL,
	"staff_id" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"last_seen_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"address" text,
	"user_agent" text
);
--> statement-breakpoint
CREATE TABLE "sign_in_attempt" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"subject" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "staff" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"role" text NOT NULL,
	"password_hash" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"disabled_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "staff_scope" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"staff_id" uuid NOT NULL,
	"portfolio_id" uuid,
	"building_id" uuid
);
--> statement-breakpoint
CREATE TABLE "rate_budget" (
	"id" smallint PRIMARY KEY NOT NULL,
	"next_at_ms" double precision NOT NULL
);
--> statement-breakpoint
CREATE TABLE "setting" (
	"key" text PRIMARY KEY NOT NULL,
	"value" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "upstream_token" (
	"id" smallint PRIMARY KEY NOT NULL,
	"sealed" text NOT NULL,
	"fetched_at" timestamp with time zone NOT NULL,
	"renew_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_scope" ADD CONSTRAINT "staff_scope_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_entry_building" ON "audit_entry" USING btree ("building_id","seq");--> statement-breakpoint
CREATE INDEX "audit_entry_staff" ON "audit_entry" USING btree ("staff_id","seq");--> statement-breakpoint
CREATE INDEX "audit_entry_object" ON "audit_entry" USING btree ("object_id","seq");--> statement-breakpoint
CREATE INDEX "audit_entry_operation" ON "audit_entry" USING btree ("operation_id");--> statement-breakpoint
CREATE INDEX "access_door" ON "access" USING btree ("door_id","person_id");--> statement-breakpoint
CREATE INDEX "access_building" ON "access" USING btree ("building_id","person_id");--> statement-breakpoint
CREATE INDEX "access_event_person" ON "access_event" USING btree ("person_id","at");--> statement-breakpoint
CREATE INDEX "access_event_door" ON "access_event" USING btree ("door_id","at");--> statement-breakpoint
CREATE INDEX "access_event_building" ON "access_event" USING btree ("building_id","at");--> statement-breakpoint
CREATE INDEX "building_portfolio" ON "building" USING btree ("portfolio_id");--> statement-breakpoint
CREATE INDEX "building_sort" ON "building" USING btree ("sort_name","id");--> statement-breakpoint
CREATE INDEX "door_building_sort" ON "door" USING btree ("building_id","sort_name","id");--> statement-breakpoint
CREATE INDEX "door_sort" ON "door" USING btree ("sort_name","id");--> statement-breakpoint
CREATE INDEX "door_search" ON "door" USING gin (search_text gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "person_sort" ON "person" USING btree ("sort_name","id");--> statement-breakpoint
CREATE INDEX "person_email" ON "person" USING btree ("email_key");--> statement-breakpoint
CREATE INDEX "person_phone" ON "person" USING btree ("phone");--> statement-breakpoint
CREATE INDEX "person_search" ON "person" USING gin (search_text gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "person_building_sort" ON "person_building" USING btree ("building_id","sort_name","person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "operation_intent" ON "operation" USING btree ("staff_id","intent_id");--> statement-breakpoint
CREATE INDEX "operation_created" ON "operation" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "operation_state" ON "operation" USING btree ("state","created_at");--> statement-breakpoint
CREATE INDEX "operation_item_operation" ON "operation_item" USING btree ("operation_id","position");--> statement-breakpoint
CREATE INDEX "operation_item_person" ON "operation_item" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "operation_item_due" ON "operation_item" USING btree ("state","due_at");--> statement-breakpoint
CREATE UNIQUE INDEX "operation_item_one_call_a_person" ON "operation_item" USING btree ("person_key") WHERE state = 'sending';--> statement-breakpoint
CREATE INDEX "operation_item_door_building" ON "operation_item_door" USING btree ("building_id","operation_id");--> statement-breakpoint
CREATE INDEX "operation_item_door_operation" ON "operation_item_door" USING btree ("operation_id");--> statement-breakpoint
CREATE INDEX "session_staff" ON "session" USING btree ("staff_id");--> statement-breakpoint
CREATE INDEX "sign_in_attempt_subject" ON "sign_in_attempt" USING btree ("subject","at");--> statement-breakpoint
CREATE UNIQUE INDEX "staff_email" ON "staff" USING btree ("email");--> statement-breakpoint
CREATE INDEX "staff_scope_staff" ON "staff_scope" USING btree ("staff_id");
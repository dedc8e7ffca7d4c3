CREATE TABLE "certification" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"staff_id" uuid NOT NULL,
	"intent_id" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"from_at" timestamp with time zone NOT NULL,
	"to_at" timestamp with time zone NOT NULL,
	"zone" text NOT NULL,
	"known" jsonb NOT NULL,
	"signed_at" timestamp with time zone,
	"signed_by" uuid,
	"evidence" text,
	"evidence_hash" text
);
--> statement-breakpoint
CREATE TABLE "certification_door" (
	"certification_id" uuid NOT NULL,
	"door_id" uuid NOT NULL,
	"building_id" uuid NOT NULL,
	CONSTRAINT "certification_door_certification_id_door_id_pk" PRIMARY KEY("certification_id","door_id")
);
--> statement-breakpoint
CREATE TABLE "certification_row" (
	"certification_id" uuid NOT NULL,
	"access_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"door_id" uuid NOT NULL,
	"answer" jsonb NOT NULL,
	"sort_name" text collate "C" GENERATED ALWAYS AS (search_key(answer->>'personName')) STORED,
	"decision" text,
	"comment" text DEFAULT '' NOT NULL,
	"decided_by" uuid,
	"decided_at" timestamp with time zone,
	"version" integer DEFAULT 0 NOT NULL,
	"operation_id" uuid,
	CONSTRAINT "certification_row_certification_id_access_id_pk" PRIMARY KEY("certification_id","access_id")
);
--> statement-breakpoint
ALTER TABLE "certification_door" ADD CONSTRAINT "certification_door_certification_id_certification_id_fk" FOREIGN KEY ("certification_id") REFERENCES "public"."certification"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "certification_row" ADD CONSTRAINT "certification_row_certification_id_certification_id_fk" FOREIGN KEY ("certification_id") REFERENCES "public"."certification"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "certification_intent" ON "certification" USING btree ("staff_id","intent_id");--> statement-breakpoint
CREATE INDEX "certification_created" ON "certification" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "certification_door_door" ON "certification_door" USING btree ("door_id");--> statement-breakpoint
CREATE INDEX "certification_door_building" ON "certification_door" USING btree ("building_id");--> statement-breakpoint
CREATE INDEX "certification_row_name" ON "certification_row" USING btree ("certification_id","sort_name","access_id");
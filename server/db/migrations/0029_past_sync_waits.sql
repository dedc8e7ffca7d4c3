CREATE TABLE "sync_wait" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "sync_wait_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"access_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"door_id" uuid NOT NULL,
	"taken_at" timestamp with time zone NOT NULL,
	"until" timestamp with time zone NOT NULL,
	"ended_by" text NOT NULL
);
--> statement-breakpoint
CREATE INDEX "sync_wait_of_door" ON "sync_wait" USING btree ("door_id","until","taken_at","access_id","person_id","id");--> statement-breakpoint
CREATE INDEX "sync_wait_of_person" ON "sync_wait" USING btree ("person_id","until","taken_at","access_id","door_id","id");
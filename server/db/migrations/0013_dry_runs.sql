CREATE TABLE "dry_run" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"staff_id" uuid NOT NULL,
	"hash" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"operation_id" uuid
);
--> statement-breakpoint
CREATE TABLE "dry_run_row" (
	"dry_run_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"line" integer,
	"person_id" uuid,
	"recipient" jsonb NOT NULL,
	"action" text,
	"terms" jsonb,
	"expected" jsonb,
	"doors" jsonb NOT NULL,
	"is_notified" boolean NOT NULL,
	"problem" text,
	"problem_params" jsonb,
	CONSTRAINT "dry_run_row_dry_run_id_position_pk" PRIMARY KEY("dry_run_id","position")
);
--> statement-breakpoint
ALTER TABLE "dry_run_row" ADD CONSTRAINT "dry_run_row_dry_run_id_dry_run_id_fk" FOREIGN KEY ("dry_run_id") REFERENCES "public"."dry_run"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "dry_run_expiry" ON "dry_run" USING btree ("expires_at");
CREATE TABLE "export_request" (
	"id" uuid PRIMARY KEY NOT NULL,
	"session_id" uuid NOT NULL,
	"staff_id" uuid NOT NULL,
	"selection" jsonb NOT NULL,
	"columns" text[] NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE INDEX "export_request_staff" ON "export_request" USING btree ("staff_id","created_at");--> statement-breakpoint
CREATE INDEX "export_request_expires" ON "export_request" USING btree ("expires_at");
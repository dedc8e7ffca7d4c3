ALTER TABLE "dry_run_row" ADD COLUMN "person_key" text;--> statement-breakpoint
ALTER TABLE "dry_run_row" ADD COLUMN "reasons" jsonb;--> statement-breakpoint
ALTER TABLE "dry_run_row" ADD COLUMN "lease" jsonb;
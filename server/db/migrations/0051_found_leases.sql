ALTER TABLE "tenancy" ADD COLUMN "is_found" boolean DEFAULT false NOT NULL;--> statement-breakpoint
UPDATE "tenancy" SET "is_found" = true WHERE "operation_id" IS NULL;

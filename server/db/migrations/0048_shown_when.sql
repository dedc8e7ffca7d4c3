ALTER TABLE "sweep_seen" ADD COLUMN "read_at" timestamp with time zone;

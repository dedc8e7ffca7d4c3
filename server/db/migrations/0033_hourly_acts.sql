CREATE TABLE "hourly_act" (
	"staff_id" uuid NOT NULL,
	"act" text NOT NULL,
	"hour" timestamp with time zone NOT NULL,
	"times" integer NOT NULL,
	CONSTRAINT "hourly_act_staff_id_act_hour_pk" PRIMARY KEY("staff_id","act","hour")
);
--> statement-breakpoint
ALTER TABLE "hourly_act" ADD CONSTRAINT "hourly_act_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE cascade ON UPDATE no action;
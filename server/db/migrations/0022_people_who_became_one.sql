CREATE TABLE "former_email" (
	"person_id" uuid NOT NULL,
	"email_key" text NOT NULL,
	CONSTRAINT "former_email_person_id_email_key_pk" PRIMARY KEY("person_id","email_key")
);
--> statement-breakpoint
CREATE TABLE "person_successor" (
	"old_person_id" uuid PRIMARY KEY NOT NULL,
	"new_person_id" uuid,
	"staff_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE INDEX "former_email_key" ON "former_email" USING btree ("email_key");
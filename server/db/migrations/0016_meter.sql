CREATE TABLE "schema_warning" (
	"at" text NOT NULL,
	"problem" text NOT NULL,
	"times" integer NOT NULL,
	"example" text,
	"first_seen" timestamp with time zone NOT NULL,
	"last_seen" timestamp with time zone NOT NULL,
	CONSTRAINT "schema_warning_at_problem_pk" PRIMARY KEY("at","problem")
);
--> statement-breakpoint
CREATE TABLE "upstream_call" (
	"minute" timestamp with time zone NOT NULL,
	"kind" text NOT NULL,
	"outcome" text NOT NULL,
	"calls" integer NOT NULL,
	CONSTRAINT "upstream_call_minute_kind_outcome_pk" PRIMARY KEY("minute","kind","outcome")
);
--> statement-breakpoint
CREATE INDEX "schema_warning_seen" ON "schema_warning" USING btree ("last_seen");
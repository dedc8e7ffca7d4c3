DROP INDEX "technician_email";--> statement-breakpoint
CREATE INDEX "technician_vendor" ON "technician" USING btree ("vendor_id");--> statement-breakpoint
CREATE INDEX "technician_email" ON "technician" USING btree (lower(email));
CREATE INDEX "access_end" ON "access" USING btree ((coalesce(ends_at, 'infinity')),"id");--> statement-breakpoint
CREATE INDEX "access_building_end" ON "access" USING btree ("building_id",(coalesce(ends_at, 'infinity')),"id");--> statement-breakpoint
CREATE INDEX "access_start" ON "access" USING btree ("starts_at");--> statement-breakpoint
CREATE INDEX "access_kind" ON "access" USING btree ("passcode_type","granter_kind","role");--> statement-breakpoint
CREATE INDEX "access_guest" ON "access" USING btree ("building_id","person_id") WHERE role = 'guest' or granter_kind = 'user';--> statement-breakpoint
CREATE INDEX "access_day" ON "access" USING btree ("day","building_id") WHERE day is not null and gone_at is null;
import type pg from 'pg';
import { z } from 'zod';

/** Made anew by the next start, or worthless elsewhere: sessions end, the token is fetched again, limits start over. */
const leftOut = [
  'session',
  'sign_in_attempt',
  'one_time_link',
  'upstream_token',
  'rate_budget',
  'sweep_seen',
  'export_request',
  'sweep_token',
  'upstream_call',
  'hourly_act',
];

const tableSchema = z.object({
  name: z.string(),
  /** Without generated columns. `sequence`: where an identity takes its next value from. */
  columns: z.array(z.object({ name: z.string(), type: z.string(), sequence: z.string().nullable() })),
});

export type Table = z.infer<typeof tableSchema>;

/** What a backup holds of this database: every table of ours, those that others refer to first. */
export async function readTables(client: pg.Client): Promise<Table[]> {
  const { rows } = await client.query(
    `with recursive level as (
      select oid, 0 as depth from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace
      union all
      select reference.conrelid, level.depth + 1 from level
      join pg_constraint reference on reference.confrelid = level.oid and reference.contype = 'f'
        and reference.conrelid <> reference.confrelid
    )
    select relname::text as name, (
      select json_agg(json_build_object(
        'name', attname,
        'type', format_type(atttypid, atttypmod),
        'sequence', case attidentity when '' then null
          else pg_get_serial_sequence(format('public.%I', relname), attname) end) order by attnum)
      from pg_attribute
      where attrelid = pg_class.oid and attnum > 0 and not attisdropped and attgenerated = '') as columns
    from pg_class join (select oid, max(depth) as depth from level group by oid) levels using (oid)
    where relname <> all($1) order by depth, relname`,
    [leftOut],
  );
  return z.array(tableSchema).parse(rows);
}

/** Sets how values are spelled, so that a backup reads the same wherever it was made. For the current transaction. */
export async function fixSpelling(client: pg.Client): Promise<void> {
  await client.query(`
    set local timezone = 'UTC'; set local datestyle = 'ISO'; set local intervalstyle = 'postgres';
    set local extra_float_digits = 1; set local bytea_output = 'hex'`);
}

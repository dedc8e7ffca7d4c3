import { createHash } from 'node:crypto';
import { z } from 'zod';
import { installationSchema } from '#server/launcher/installation';

/**
 * A backup is gzipped lines of JSON: the header; for each table its rows, each an array of its columns as PostgreSQL
 * spells them, and a line that counts and hashes them; a last line that says it is complete.
 */
export const backupVersion = 1;

export const headerSchema = z.object({
  format: z.literal('gatehouse-backup'),
  version: z.number().int(),
  /** The newest migration of the database it was taken from. */
  schema: z.string(),
  /** Instant of the snapshot. */
  takenAt: z.string(),
  installation: installationSchema,
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()) })),
});

export type Header = z.infer<typeof headerSchema>;

export const tableEndSchema = z.object({ table: z.string(), rows: z.number().int(), sha256: z.string() });
export type TableEnd = z.infer<typeof tableEndSchema>;

export const lastLine = JSON.stringify({ complete: true });

/** Counts and hashes the rows of one table as they pass. */
export class TableDigest {
  readonly #hash = createHash('sha256');
  #rows = 0;

  add(lines: string[]): void {
    for (const line of lines) this.#hash.update(line).update('\n');
    this.#rows += lines.length;
  }

  end(table: string): TableEnd {
    return { table, rows: this.#rows, sha256: this.#hash.digest('hex') };
  }
}

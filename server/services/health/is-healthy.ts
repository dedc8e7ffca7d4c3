import { isLogWritable } from '#server/audit/writable';
import { db } from '#server/db/pool';

/** Whether the database answers and still takes audit records: without either, nothing may be done. */
export async function isHealthy(): Promise<boolean> {
  try {
    return await isLogWritable(db());
  } catch {
    return false;
  }
}

import type { AccessValues, ReadAccess } from './access-row.ts';

/**
 * An access with what OpenKit left out of it this time, or said in a way nobody can read, as it was known before. A
 * role never changes; a doorcode that is left out is the known one, as long as the role is: a resident's may well be
 * missing. Null for an access with an end that nobody ever could read: it is neither endless nor over by any day. Pure.
 */
export function fillInAccess(
  { statedStart: _, ...row }: ReadAccess,
  known: AccessValues | undefined,
): AccessValues | null {
  const endsAt = row.endsAt === undefined ? known?.endsAt : row.endsAt;
  if (endsAt === undefined) return null;
  const role = row.role ?? known?.role ?? null;
  const knownCode = known && known.role === role ? known.doorcodeStatus : 'none';
  return {
    ...row,
    endsAt,
    role,
    shareable: row.shareable ?? known?.shareable ?? null,
    doorcodeStatus: row.doorcodeStatus ?? knownCode,
  };
}

import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { commit, partsOf } from './chain.ts';

const columns = z.object({
  at: z.string(),
  event: z.string(),
  phase: z.string(),
  staffId: z.string().nullable(),
  objectType: z.string().nullable(),
  objectId: z.string().nullable(),
  buildingId: z.string().nullable(),
  operationId: z.string().nullable(),
  requestId: z.string(),
});

/** What stands beside a row's signed payload: columns that repeat it, and personal data that it holds a hash of. */
export type Beside = z.infer<typeof columns> & { salt: string | null; personal: Record<string, string> | null };

/** A `Beside`, of `audit_entry e` and its `audit_personal beside`. */
export const storedBeside = sql`json_build_object(
  'at', to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'event', e.event, 'phase', e.phase,
  'staffId', e.staff_id, 'objectType', e.object_type, 'objectId', e.object_id, 'buildingId', e.building_id,
  'operationId', e.operation_id, 'requestId', e.request_id, 'salt', beside.salt, 'personal', beside.data)`;

const signed = columns.omit({ staffId: true, objectType: true, objectId: true }).extend({
  actor: z.object({ staffId: z.string().nullish() }),
  object: z.object({ type: z.string(), id: z.string() }).nullable(),
  commitment: z.string().nullable(),
  /** Absent in rows of before, whose `commitment` covers the address as well. */
  origin: z.string().nullish(),
});

/**
 * Names what stands beside a payload and says something else: the chain does not cover it, and it is what pages show
 * and filters search. Personal data that is gone differs from nothing: see `withoutErasure`.
 */
export function differing(payload: string, { salt, personal, ...stored }: Beside): string[] {
  const read = readPayload(payload);
  if (!read) return ['payload'];
  const { actor, object, commitment, origin, ...said } = read;
  const meant: z.infer<typeof columns> = {
    ...said,
    staffId: actor.staffId ?? null,
    objectType: object?.type ?? null,
    objectId: object?.id ?? null,
  };
  const differs: string[] = columns.keyof().options.filter((name) => !isSame(meant[name], stored[name]));
  if (personal && !isBound(salt ?? '', personal, { commitment, origin })) differs.push('personal');
  return differs;
}

/** What of the personal data is as it was written; what is gone fits as well. */
function isBound(
  salt: string,
  data: Record<string, string>,
  { commitment, origin }: Pick<z.infer<typeof signed>, 'commitment' | 'origin'>,
): boolean {
  if (origin === undefined) return commit(salt, data) === commitment;
  const parts = partsOf(salt, data);
  const fits = (part: typeof parts.rest, hash: string | null) => !part || commit(part.salt, part.data) === hash;
  return fits(parts.rest, commitment) && fits(parts.origin, origin);
}

/**
 * What stood beside a payload and is gone: data that an erasure takes, and where a member of staff was, which none
 * does.
 */
export function lacking(payload: string, { personal }: Beside): { personal: boolean; origin: boolean } {
  const read = readPayload(payload);
  if (!read) return { personal: false, origin: false };
  const { address, ...rest } = personal ?? {};
  const lacksRest =
    read.commitment !== null && (read.origin === undefined ? !personal : Object.keys(rest).length === 0);
  const lacksOrigin = read.origin != null && address === undefined;
  const isOfStaff = read.actor.staffId != null;
  return { personal: lacksRest || (lacksOrigin && !isOfStaff), origin: lacksOrigin && isOfStaff };
}

function readPayload(payload: string) {
  try {
    return signed.parse(JSON.parse(payload));
  } catch {
    return null;
  }
}

/** An id may have been written in capitals, which its column does not keep. */
const isSame = (a: string | null, b: string | null): boolean => a?.toLowerCase() === b?.toLowerCase();

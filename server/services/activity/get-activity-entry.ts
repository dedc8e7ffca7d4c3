import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { Refusal } from '#lib/errors';
import type { ActivityEntry } from '#lib/schemas/activity';
import { auditKey } from '#server/audit/key';
import { readHolders } from '#server/audit/read-taken-over';
import { strangeReason } from '#server/audit/taken-over';
import { besideReason, verifyChain } from '#server/audit/verify';
import { requirePermission } from '#server/auth/policy';
import { doorInScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import { db } from '#server/db/pool';
import {
  alteredParts,
  type DescribedRow,
  describeEntries,
  mayOpenOperation,
  shownDoors,
  toActivityRow,
} from './describe-entries.ts';
import { isKnowable, isVisible } from './find-entries.ts';

type RecordedRow = ActivityEntry['chain'] & {
  payload: string;
  operationId: string | null;
  personal: Record<string, string> | null;
  isKnowable: boolean;
};

const recorded = z.object({
  details: z.record(z.string(), z.unknown()),
  commitment: z.string().nullable(),
  origin: z.string().nullish(),
});

/** One entry of the log in full. Throws Refusal `forbidden_or_missing`. */
export async function getActivityEntry(session: Session, seq: number): Promise<ActivityEntry> {
  await requirePermission(session, 'audit.read');
  const entry = sql`select e.* from audit_entry e where e.seq = ${seq} and ${isVisible(session)}`;
  const [described, raw] = await Promise.all([
    db().execute<DescribedRow>(describeEntries(session, entry)),
    db().execute<RecordedRow>(sql`
      select e.payload, e.operation_id as "operationId", e.hash, e.prev_hash as "prevHash",
        e.payload_hash as "payloadHash", e.signature, e.key_id as "keyId", beside.data as personal,
        ${isKnowable(session, sql`e`)} as "isKnowable"
      from (${entry}) e left join audit_personal beside on beside.seq = e.seq`),
  ]);
  const [row] = described.rows;
  const [record] = raw.rows;
  if (!row || !record) throw new Refusal('forbidden_or_missing');
  const { hash, prevHash, payloadHash, signature, keyId } = record;
  const altered = alteredParts(row);
  const { details, commitment, origin } = recorded.parse(JSON.parse(record.payload));
  const { doorIds: _, doorId: __, ...rest } = details;
  return {
    ...toActivityRow(session, row),
    doors: await nameDoors(session, shownDoors(session, row)),
    operationId: mayOpenOperation(session, row) ? record.operationId : null,
    details: { ...rest, ...sidesShown(session, rest) },
    personal: altered.includes('personal')
      ? { state: 'altered' }
      : personalOf(record, { commitment, origin }, mayKnowAddress(session, row)),
    defect: (await chainDefect(seq, record)) ?? besideReason(altered),
    chain: { hash, prevHash, payloadHash, signature, keyId },
  };
}

const side = z.looseObject({ doorIds: z.array(z.string()) });

/** Before and after, where they name doors as well, with those alone that this viewer may know. */
function sidesShown(session: Session, details: Record<string, unknown>): Record<string, unknown> {
  const sides = Object.entries({ before: details.before, after: details.after }).flatMap(([name, value]) => {
    const { data } = side.safeParse(value);
    return data ? [[name, { ...data, doorIds: shownDoors(session, data) }]] : [];
  });
  return Object.fromEntries(sides);
}

/** By itself: whether it follows the entry before it is for whoever checks the whole log. */
async function chainDefect(seq: number, record: RecordedRow): Promise<string | null> {
  const holderOf = await readHolders(db(), auditKey());
  const holder = holderOf({ seq, ...record });
  const verdict = verifyChain([{ seq, ...record }], holder, { seq: seq - 1, hash: record.prevHash });
  if (!verdict.ok) return verdict.reason;
  return holder ? null : strangeReason(record.keyId);
}

/** Where somebody came from is for owners, and for themselves. */
const mayKnowAddress = (session: Session, { beside }: DescribedRow): boolean =>
  session.scope === 'all' || beside.staffId === session.staff.id;

function personalOf(
  record: RecordedRow,
  { commitment, origin }: Pick<z.infer<typeof recorded>, 'commitment' | 'origin'>,
  withAddress: boolean,
): ActivityEntry['personal'] {
  if (commitment === null && origin == null) return { state: 'none' };
  if (!record.isKnowable) return { state: 'hidden' };
  const { address, ...data } = record.personal ?? {};
  const isErased = record.personal === null || (commitment !== null && origin !== undefined && isEmpty(data));
  const shown = withAddress && address !== undefined ? { address, ...data } : data;
  if (isErased) return { state: 'erased', data: shown };
  return isEmpty(shown) ? { state: 'none' } : { state: 'shown', data: shown };
}

const isEmpty = (data: object): boolean => Object.keys(data).length === 0;

async function nameDoors(session: Session, doorIds: string[]): Promise<ActivityEntry['doors']> {
  const found = await db().execute<{ id: string; name: string }>(sql`
    select id, name from door where id = any(${sql.param(doorIds)}::uuid[]) and ${doorInScope(session, sql`building_id`, sql`id`)}`);
  const names = new Map(found.rows.map(({ id, name }) => [id, name]));
  return doorIds.map((id) => ({ id, name: names.get(id) ?? null }));
}

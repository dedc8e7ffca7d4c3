import { sql } from 'drizzle-orm';
import type { Instant } from '#lib/time/instant';
import type { Tx } from '../db/pool.ts';
import type { AccessValues } from './access-row.ts';
import type { AccessDiff } from './diff-accesses.ts';

type Reading = {
  /** Database time. */
  readAt: Instant;
  /** Doors on which OpenKit confirmed with this very answer what we asked for. */
  settles?: readonly string[];
  /** Had nothing that could be confirmed. */
  newcomers: ReadonlySet<string>;
  /** Were read alone by a request that began later. */
  overruled: ReadonlySet<string>;
};

/**
 * Without what the mirror knows better than a reading. That of somebody overruled counts for the doors it settles
 * alone. One that began before OpenKit confirmed something of ours brings nothing back that was revoked, and neither
 * ends nor changes back what was given or changed: it may have been answered before. A confirmation is no reading of
 * the person, so of other doors it counts.
 */
export async function withoutKnownBetter(tx: Tx, diff: AccessDiff, reading: Reading): Promise<AccessDiff> {
  const { settles = [], overruled } = reading;
  const confirmed = await confirmedSince(tx, diff, reading);
  const counts = (row: AccessValues, confirmation: Confirmation): boolean =>
    settles.includes(row.doorId) || !(overruled.has(row.personId) || confirmed.has(keyOf(row, confirmation)));
  return {
    ...diff,
    appeared: diff.appeared.filter((row) => counts(row, isRevocable(row) ? 'taken' : 'none')),
    changed: diff.changed.filter(({ before }) => counts(before, 'given')),
    vanished: diff.vanished.filter((row) => counts(row, 'given')),
  };
}

type Confirmation = 'taken' | 'given' | 'none';

async function confirmedSince(
  tx: Tx,
  { appeared, changed, vanished }: AccessDiff,
  { readAt, newcomers }: Reading,
): Promise<Set<string>> {
  const touched = [...appeared.filter(isRevocable), ...changed.map(({ before }) => before), ...vanished];
  const personIds = [...new Set(touched.map(({ personId }) => personId))].filter((id) => !newcomers.has(id));
  if (personIds.length === 0) return new Set();
  const { rows } = await tx.execute<{ personId: string; doorId: string; confirmation: Confirmation }>(sql`
    select i.person_id as "personId", d.door_id as "doorId",
      case i.action when 'revoke' then 'taken' else 'given' end as confirmation
    from operation_item i join operation_item_door d on d.item_id = i.id
    where i.person_id = any(${sql.param(personIds)}::uuid[]) and d.state = 'applied'
      and d.settled_at > ${readAt}::timestamptz`);
  return new Set(rows.map((row) => keyOf(row, row.confirmation)));
}

/** What a DELETE takes: our permanent access. */
const isRevocable = ({ passcodeType, granterKind }: AccessValues): boolean =>
  passcodeType === 'PERMANENT' && granterKind !== 'user';

const keyOf = ({ personId, doorId }: { personId: string; doorId: string }, confirmation: Confirmation): string =>
  `${confirmation}|${personId}|${doorId}`;

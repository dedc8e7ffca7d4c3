import { sql, TransactionRollbackError } from 'drizzle-orm';
import { fullName } from '#lib/names';
import type { MovedDoor, TransferInput, TransferPreview } from '#lib/schemas/tenancy';
import type { Instant } from '#lib/time/instant';
import { requirePermission } from '#server/auth/policy';
import type { Session } from '#server/auth/session';
import { now } from '#server/clock';
import { db, type Tx } from '#server/db/pool';
import type { NewItem } from '#server/operations/new-operation';
import type { PlannedChange } from '../reasons/plan-change.ts';
import { isGivable } from '../tasks/door-tasks.ts';
import { type Guest, guestsOf, stayingAccesses, unitNames, whatKeeps } from './move-out-facts.ts';
import { type PlannedTransfer, planTransfer } from './plan-transfer.ts';

/**
 * What a transfer would do, door by door: it is planned as `transfer` plans it, and nothing of it stays. Throws Refusal
 * as `planTransfer` does.
 */
export async function previewTransfer(
  session: Session,
  asked: Omit<TransferInput, 'intentId'>,
): Promise<TransferPreview> {
  await requirePermission(session, 'tenancy.manage');
  const at = await now();
  return undone(async (tx) => toPreview(tx, session, await planTransfer(tx, session, asked, at), at));
}

/** Runs in a transaction that is rolled back: planning notes things on the way. */
async function undone<T>(run: (tx: Tx) => Promise<T>): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  await db()
    .transaction(async (tx) => {
      resolve(await run(tx));
      tx.rollback();
    })
    .catch((error) => {
      if (!(error instanceof TransactionRollbackError)) reject(error);
    });
  return promise;
}

async function toPreview(tx: Tx, session: Session, move: PlannedTransfer, at: Instant): Promise<TransferPreview> {
  const { old, unit, newcomer, doors, moving, losing, capped, zone } = move;
  const personIds = newcomer.personId ? [newcomer.personId] : [];
  const hosted = await guestsOf(tx, session, personIds, at);
  const facts = await doorFacts(tx, move);
  const moved = await movedDoors(tx, move, facts, hosted);
  const isRevoked = new Set(moved.flatMap(({ doorId, becomes }) => (becomes === 'revoked' ? [doorId] : [])));
  const staying = (await stayingAccesses(tx, session, personIds, at)).filter(({ doorId }) =>
    moving?.lost.includes(doorId),
  );
  return {
    name: old.name,
    email: newcomer.recipient.email,
    unitName: unit.name,
    timeZone: zone,
    hasNoDoor: doors.every(({ bundleId }) => bundleId !== null),
    isHomeFirst: moving?.items.some(({ after }) => after !== undefined) ?? false,
    doors: moved,
    guestsAlone: guestCalls(losing, 'revoke')
      .filter(({ doorId }) => !isRevoked.has(doorId))
      .map((call) => atLock(call, facts)),
    guestsKept: guestCalls(losing, 'change').map((call) => withEnds(call, facts)),
    guestsUntil: guestCalls(capped, 'change').map((call) => withEnds(call, facts)),
    guestsTooLate: guestCalls(capped, 'revoke').map((call) => atLock(call, facts)),
    daily: staying
      .filter(({ isDaily }) => isDaily)
      .map(({ doorName, end, timeZone, guestName }) => ({ doorName, end, timeZone, guestName })),
    sharedByOthers: staying.filter(({ isDaily }) => !isDaily).map(({ doorName }) => doorName),
  };
}

type DoorFacts = Pick<MovedDoor, 'doorName' | 'buildingName' | 'isConnected'>;

const unknownDoor: DoorFacts = { doorName: 'Unknown door', buildingName: 'Unknown building', isConnected: null };

/** Of every door that the move is about, by id. */
async function doorFacts(tx: Tx, { doors, drop, losing, capped }: PlannedTransfer): Promise<Map<string, DoorFacts>> {
  const calls = [...losing, ...capped].flatMap(({ items }) => items.flatMap((item) => item.doors));
  const ids = new Set([...doors, ...drop, ...calls].map(({ doorId }) => doorId));
  const found = await tx.execute<DoorFacts & { id: string }>(sql`
    select d.id, d.name as "doorName", coalesce(b.name, 'Unknown building') as "buildingName",
      d.is_connected as "isConnected"
    from door d left join building b on b.id = d.building_id
    where d.id = any(${sql.param([...ids])}::uuid[])`);
  return new Map(found.rows.map(({ id, ...door }) => [id, door]));
}

/** What becomes of every door of either lease, those of the new one first. */
async function movedDoors(
  tx: Tx,
  { newcomer, doors, drop, add, standing, held, moving, losing }: PlannedTransfer,
  facts: ReadonlyMap<string, DoorFacts>,
  hosted: readonly Guest[],
): Promise<MovedDoor[]> {
  const units = await unitNames(tx, standing);
  const callOn = new Map(moving?.items.flatMap((item) => item.doors.map(({ doorId }) => [doorId, item])));
  return [...new Set([...doors, ...drop].map(({ doorId }) => doorId))].flatMap((doorId) => {
    const call = callOn.get(doorId);
    const holding = held.find((door) => door.doorId === doorId);
    const isOf = (one: { doorId: string }) => one.doorId === doorId;
    const leased = doors.find(isOf);
    const becomes = (): MovedDoor['becomes'] | null => {
      if (call) return doneBy[call.action];
      if (moving?.unclear.includes(doorId)) return 'doubled';
      if (leased && !isGivable(leased)) return 'task';
      if (holding) return add.some(isOf) ? 'same' : 'kept';
      if (!moving) return null;
      if (add.some(isOf)) return 'waiting';
      return leased ? 'over' : null;
    };
    const what = becomes();
    if (what === null) return [];
    const before = holding ? { end: holding.end, shareable: holding.shareable } : null;
    const sent = call?.terms ? { end: call.terms.end, shareable: call.terms.shareable } : null;
    const theirs = [
      ...guestCalls(losing, 'revoke'),
      ...hosted.filter(({ hostId }) => hostId === newcomer.personId),
    ].filter(isOf);
    return [
      {
        doorId,
        ...(facts.get(doorId) ?? unknownDoor),
        becomes: what,
        before,
        after: call ? sent : before,
        hasCode: holding?.hasCode ?? false,
        reasons: what === 'kept' ? whatKeeps({ doorId }, { standing, ending: drop }, units) : [],
        guests: what === 'revoked' ? [...new Set(theirs.map(({ name }) => name))] : [],
      },
    ];
  });
}

const doneBy = { grant: 'given', change: 'changed', revoke: 'revoked' } as const;

/** The calls of one kind that guests get, door by door. */
const guestCalls = (guests: readonly PlannedChange[], action: NewItem['action']) =>
  guests
    .flatMap(({ items }) => items.filter((item) => item.action === action))
    .flatMap(({ doors, recipient, terms, expected }) =>
      doors.map(({ doorId }) => ({ doorId, name: fullName(recipient), terms, expected })),
    );

type GuestCall = ReturnType<typeof guestCalls>[number];

function atLock({ doorId, name }: GuestCall, facts: ReadonlyMap<string, DoorFacts>) {
  const { doorName, isConnected } = facts.get(doorId) ?? unknownDoor;
  return { doorName, name, isConnected };
}

const withEnds = (call: GuestCall, facts: ReadonlyMap<string, DoorFacts>) => ({
  ...atLock(call, facts),
  before: call.expected?.end ?? null,
  end: call.terms?.end ?? null,
});

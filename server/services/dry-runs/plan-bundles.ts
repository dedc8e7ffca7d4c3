import { sql } from 'drizzle-orm';
import { checkGrant } from '#lib/access-rules/grant-rules';
import type { AccessRole } from '#lib/access-rules/terms';
import { Refusal } from '#lib/errors';
import type { LocalDate } from '#lib/time/day';
import type { Instant } from '#lib/time/instant';
import type { BundleKind } from '#lib/units/kinds';
import { earlierEnd } from '#lib/units/lease-window';
import { merged } from '#lib/units/plan-calls';
import { inScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import type { Tx } from '#server/db/pool';
import type { DryRunDoor, DryRunReason } from '#server/db/schema/dry-runs';
import type { Recipient } from '#server/db/schema/operations';
import { type FoundDoor, findDoors } from '../doors/find-doors.ts';
import { type HeldDoor, heldDoors } from '../reasons/held-doors.ts';
import { otherTimeOf } from '../reasons/other-times.ts';
import { planChange } from '../reasons/plan-change.ts';
import { type ReasonRow, readReasons } from '../reasons/reason-rows.ts';
import { isGivableIn } from '../tasks/door-tasks.ts';
import { type Days, heldOrAsked, windowOfDays } from './plan-grants.ts';
import { callRow, type PlannedRow, refusedRow } from './planned-row.ts';

type Wish = Days & {
  doorIds: string[];
  bundleIds: string[];
  role: AccessRole;
  shareable: boolean;
  notify: boolean;
};

type Person = { personId: string; recipient: Recipient };

/**
 * What giving bundles, and doors beside them, to each of these people would send: of the doors they lack, those with
 * equal terms in one POST, and each person told once; those they hold get longer where the bundle wants that, as at a
 * move-in. Why they hold each of them is noted with it; a bundle of nothing but what OpenKit cannot give is a task.
 * Throws Refusal `stale` on `bundleIds` when a bundle is gone.
 */
export async function planBundles(
  tx: Tx,
  session: Session,
  people: readonly Person[],
  wish: Wish,
  at: Instant,
): Promise<PlannedRow[]> {
  const inBundles = await bundleDoors(tx, session, wish.bundleIds);
  const byHand = await doorsByHand(tx, wish, inBundles, at);
  const doors = await findDoors(tx, session, [...wish.doorIds, ...inBundles.map(({ doorId }) => doorId)]);
  const byId = new Map(doors.map((door) => [door.id, door]));
  const wanted = [
    ...wish.doorIds.map((doorId) => ({ doorId, bundleId: null, kind: null, isShareable: true, endsOn: null })),
    ...inBundles,
  ].flatMap((row) => reasonFor(row, byId.get(row.doorId), wish, at));
  const personIds = people.map(({ personId }) => personId);
  const taken = await heldOrAsked(
    tx,
    personIds,
    doors.map(({ id }) => id),
    at,
  );
  const held = Map.groupBy(await heldDoors(tx, session, personIds, at), ({ personId }) => personId);
  const standing = Map.groupBy(await readReasons(tx, personIds, at), ({ personKey }) => personKey);
  return people.flatMap((person) => {
    const theirs = { held: held.get(person.personId) ?? [], standing: standing.get(person.personId) ?? [] };
    return planFor(person, { wanted, byHand, byId, taken, ...theirs, notify: wish.notify }, at);
  });
}

type Plan = {
  wanted: readonly DryRunReason[];
  byHand: readonly ByHand[];
  byId: ReadonlyMap<string, FoundDoor>;
  /** `person|door` held in any way, or being given. */
  taken: ReadonlySet<string>;
  held: readonly HeldDoor[];
  standing: readonly ReasonRow[];
  notify: boolean;
};

function planFor({ personId, recipient }: Person, plan: Plan, at: Instant): PlannedRow[] {
  const { wanted, byHand, byId, taken, held, standing, notify } = plan;
  const isHeld = new Set(held.map(({ doorId }) => doorId));
  const isNoted = ({ doorId, bundleId }: DryRunReason) =>
    standing.some((one) => one.doorId === doorId && ['job', 'other'].includes(one.kind) && one.bundleId === bundleId);
  // What a resident gave, or what is under way, is left as it is; a reason they hold a door for is not noted twice.
  const add = wanted.filter((one) =>
    isHeld.has(one.doorId) ? !isNoted(one) : !taken.has(`${personId}|${one.doorId}`),
  );
  const named = (ids: readonly string[]) =>
    ids.flatMap((id) => {
      const door = byId.get(id);
      return door ? [{ doorId: id, buildingId: door.buildingId, name: door.name, timeZone: door.timeZone }] : [];
    });
  const about = { personId, recipient };
  const all = named([...new Set(wanted.map(({ doorId }) => doorId))]);
  // A door that somebody is chosen to get is given, a lost phone or not.
  const waiting = new Set<string>();
  const planned = planChange({ ...about, personKey: personId, held, standing, waiting, drop: [], add, notify, at });
  const inTheWay = otherTimeOf(planned, held);
  if (inTheWay) return [refusedRow({ ...about, doors: all }, inTheWay)];
  const missing = add.filter(({ doorId }) => !isHeld.has(doorId));
  if (missing.length > 0) {
    const { start, end, shareable, role } = merged(missing);
    const terms = { passcodeType: 'PERMANENT' as const, start, end, shareable, role, notify };
    const doors = [...new Set(missing.map(({ doorId }) => doorId))].flatMap((id) => byId.get(id) ?? []);
    const [violation] = checkGrant({ recipient, terms, doors }, at);
    if (violation) return [refusedRow({ ...about, doors: all }, violation)];
  }
  const reasons = [...planned.add, ...byHand.map(({ reason }) => reason)];
  const noted = add.length + byHand.length > 0 ? { personKey: personId, reasons } : {};
  const rows = planned.items.map(({ action, terms, expected, doors }, index) => ({
    ...callRow({ ...about, action, terms, expected, doors: named(doors.map((door) => door.doorId)) }),
    ...(index === 0 ? noted : {}),
  }));
  if (rows.length > 0) return rows;
  const refused =
    wanted.length === 0 && byHand.length > 0
      ? refusedRow({ ...about, doors: byHand.map(({ door }) => door) }, { reason: 'by_hand_alone' })
      : refusedRow({ ...about, doors: all }, { reason: 'all_held' });
  return [{ ...refused, ...noted }];
}

type ByHand = { door: DryRunDoor; reason: DryRunReason };

/** The doors of those bundles that have none OpenKit can give; of the others they are known by what is given. */
async function doorsByHand(tx: Tx, wish: Wish, givable: readonly BundleDoor[], at: Instant): Promise<ByHand[]> {
  const bundleIds = wish.bundleIds.filter((id) => !givable.some(({ bundleId }) => bundleId === id));
  if (bundleIds.length === 0) return [];
  const found = await tx.execute<DryRunDoor & { buildingId: string; bundleId: string }>(sql`
    select d.id as "doorId", d.building_id as "buildingId", d.name, b.time_zone as "timeZone", bd.bundle_id as "bundleId"
    from bundle_door bd join door d on d.id = bd.door_id and d.gone_at is null
    left join building b on b.id = d.building_id
    where bd.bundle_id = any(${sql.param(bundleIds)}::uuid[]) order by d.sort_name, d.id`);
  return found.rows.map(({ bundleId, ...door }) => {
    const terms = { start: at, end: null, shareable: false, role: wish.role, kind: 'other' as const };
    const { doorId, buildingId } = door;
    return { door, reason: { doorId, buildingId, bundleId, ...terms, isByHand: true } };
  });
}

type BundleDoor = {
  doorId: string;
  bundleId: string | null;
  kind: BundleKind | null;
  isShareable: boolean;
  endsOn: LocalDate | null;
};

async function bundleDoors(tx: Tx, session: Session, bundleIds: readonly string[]): Promise<BundleDoor[]> {
  const wanted = [...new Set(bundleIds)];
  const found = await tx.execute<BundleDoor>(sql`
    select d.id as "doorId", n.id as "bundleId", n.kind, bd.is_shareable as "isShareable", bd.ends_on as "endsOn"
    from bundle n left join bundle_door bd on bd.bundle_id = n.id
    left join door d on d.id = bd.door_id and d.gone_at is null and ${isGivableIn(sql`d`)}
    where n.id = any(${sql.param(wanted)}::uuid[]) and n.archived_at is null and ${inScope(session, sql`n.building_id`)}
    order by d.sort_name, d.id`);
  if (new Set(found.rows.map(({ bundleId }) => bundleId)).size < wanted.length) {
    throw new Refusal('stale', { field: 'bundleIds', params: { reason: 'bundle_gone' } });
  }
  return found.rows.filter(({ doorId }) => doorId !== null);
}

/**
 * On the door's own terms: a last day of its own comes first, and what may not be shared is not. Service doors are for
 * those who work there.
 */
function reasonFor(
  { doorId, bundleId, kind, isShareable, endsOn }: BundleDoor,
  door: FoundDoor | undefined,
  { firstDay, lastDay, role, shareable }: Wish,
  at: Instant,
): DryRunReason[] {
  const zone = door?.timeZone ?? 'UTC';
  const window = windowOfDays({ firstDay, lastDay }, zone, at);
  const end = earlierEnd(window.end, endsOn, zone);
  // The door's own last day is over by then.
  if (!door || (endsOn !== null && end !== null && end <= window.start)) return [];
  const terms = { start: window.start, end, shareable: shareable && isShareable, role };
  return [{ doorId, buildingId: door.buildingId, ...terms, kind: kind === 'service' ? 'job' : 'other', bundleId }];
}

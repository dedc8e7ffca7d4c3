import { sql } from 'drizzle-orm';
import { isDaily } from '#lib/access-rules/terms';
import type { Instant } from '#lib/time/instant';
import type { Db } from '../db/pool.ts';
import { timedCall } from '../mirror/database-time.ts';
import type { CallContext, PersonSnapshot } from '../openkit/types.ts';
import { UpstreamError } from '../openkit/upstream-error.ts';
import { isMeant } from './another-person.ts';
import type { ClaimedItem } from './claim-item.ts';
import { type Found, findPeople, isAtAddress, type Sought } from './find-people.ts';
import {
  causeOf,
  type DoorVerdict,
  type ItemResult,
  noReading,
  verdicts,
  whyItWaits,
  whyUntold,
} from './item-result.ts';
import { isOurPermanent, isUnclear, isUntold, mayHold } from './match-access.ts';
import { lookedFor } from './needs-list.ts';
import { confirmedDoors, confirmedIn } from './send-item.ts';
import { type OperationTools, retryWaitSeconds } from './tools.ts';
import { zonesOfDoors } from './zones.ts';

/** A write may still land after one empty reading; after two, a settle time apart, it did not arrive. */
const emptyReadBacksNeeded = 2;
const isLastReading = (item: ClaimedItem): boolean => item.emptyReadBacks + 1 >= emptyReadBacksNeeded;
const mostSends = { grant: 2, change: 3, revoke: 3 };

/** Reads OpenKit to learn what became of a write whose answer was lost or said nothing. */
export async function readBack(tools: OperationTools, item: ClaimedItem): Promise<ItemResult> {
  const { personId } = item;
  if (!personId) throw new Error('Someone nobody knows the id of is looked for together with others.');
  return readPerson(tools, item, personId, null);
}

/**
 * The same for people nobody knows the id of, or whose id OpenKit does not: it has no search, so one reading of its
 * list serves them all.
 */
export async function readBackStrangers(
  tools: OperationTools,
  items: ClaimedItem[],
): Promise<Map<ClaimedItem, ItemResult>> {
  const [first] = items;
  if (!first) return new Map();
  // Of many people the list is long: nobody else's revocation waits for it.
  const ctx: CallContext = { ...contextOf(first), priority: first.lane === 'revoke' ? 'bulk' : first.lane };
  try {
    const zones = await zonesOfDoors(tools.db, items.flatMap(doorIdsOf));
    const found = await findPeople(
      tools,
      ctx,
      items.map((item) => (item.personId ? soughtByEither(item, item.personId) : soughtByAddress(item, zones))),
    );
    const results = new Map<ClaimedItem, ItemResult>();
    for (const [index, item] of items.entries()) {
      const judged = item.personId ? judgeUnknown : judgeStranger;
      results.set(item, await judged(tools, item, found[index]));
    }
    return results;
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    const reason = await whyOpen(tools, ctx, error);
    return new Map(items.map((item) => [item, stillOpen(item, reason)]));
  }
}

/**
 * What the list says of somebody nobody knows the id of. Phones may be missing from it: who was found is read alone.
 */
async function judgeStranger(tools: OperationTools, item: ClaimedItem, found: Found | undefined): Promise<ItemResult> {
  const { person = null, isHidden = true, alike = [] } = found ?? {};
  if (person) return readPerson(tools, item, person.id, person);
  for (const { id } of alike) {
    try {
      const read = await tools.openkit.getPerson(contextOf(item), id);
      if (read && isAtAddress(read, item.recipient)) return readPerson(tools, item, id, read);
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error;
      return stillOpen(item, await whyOpen(tools, contextOf(item), error));
    }
  }
  return judgeUnlisted(tools, item, isHidden);
}

const contextOf = (item: ClaimedItem): CallContext => ({ requestId: item.requestId, priority: item.lane });
const doorIdsOf = (item: ClaimedItem): string[] => item.doors.map((door) => door.doorId);
const soughtFor = (item: ClaimedItem, isThem: Sought['isThem']): Sought => ({
  isThem,
  mayBeThem: (listed) =>
    (!listed.phone || isAtAddress(listed, { email: null, phone: item.recipient.phone })) &&
    mayHold(listed, doorIdsOf(item)),
});

const soughtByAddress = (item: ClaimedItem, zones: ReadonlyMap<string, string>): Sought => ({
  ...soughtFor(item, (listed) => isAtAddress(listed, item.recipient)),
  isAlike: (listed) => !item.recipient.email && !listed.phone && confirmedIn(item, listed, zones).size > 0,
});

/** Whoever a revocation whose person OpenKit does not know by their id may be about. */
const soughtByEither = (item: ClaimedItem, personId: string): Sought =>
  soughtFor(
    item,
    (listed) => listed.id === personId || (isAtAddress(listed, item.recipient) && mayHold(listed, doorIdsOf(item))),
  );

/** `listed`: how the list shows them, which counts where OpenKit says that there is nobody with their id. */
async function readPerson(
  tools: OperationTools,
  item: ClaimedItem,
  personId: string,
  listed: PersonSnapshot | null,
): Promise<ItemResult> {
  const { ctx, readAt } = await timedCall(tools.db, contextOf(item));
  try {
    const person = await tools.openkit.getPerson(ctx, personId);
    // One reading of the whole list is to serve all the doors that they are to lose.
    if (!person && item.action === 'revoke') return { ...stillOpen(item, 'looked_for'), waitSeconds: 0 };
    return await judge(tools, item, person ?? listed, person && readAt());
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    return stillOpen(item, await whyOpen(tools, contextOf(item), error));
  }
}

/**
 * A revocation from somebody whose id is answered with 404. A gateway may say that of everybody, OpenKit of whoever has
 * become one with somebody else: nothing is left to take away only where its whole list shows neither them nor another
 * at their address who has that door.
 */
async function judgeUnknown(tools: OperationTools, item: ClaimedItem, found: Found | undefined): Promise<ItemResult> {
  const { personId } = item;
  const doorIds = doorIdsOf(item);
  if (!found?.person) return judgeUnlisted(tools, item, found?.isHidden ?? true);
  if (found.person.id !== personId)
    return { ...over(verdicts(doorIds, 'needs_person', 'held_by_another')), personId, reading: null };
  const result = await judge(tools, item, found.person, null);
  // OpenKit contradicts itself: it is left alone for a while.
  return result.next === 'send' ? { ...result, waitSeconds: retryWaitSeconds } : result;
}

/** What the whole list without somebody says; `isHidden`: they may be in it all the same. */
function judgeUnlisted(tools: OperationTools, item: ClaimedItem, isHidden: boolean): ItemResult {
  const doorIds = doorIdsOf(item);
  const isGone = item.action === 'revoke' && !isHidden;
  const result = isGone ? over(verdicts(doorIds, 'applied')) : judgeMissing(tools, item, doorIds, isHidden);
  return { ...result, personId: item.personId, reading: null };
}

/** What a reading says of an item; `person` null = OpenKit does not know them. */
async function judge(
  tools: OperationTools,
  item: ClaimedItem,
  person: PersonSnapshot | null,
  readAt: Instant | null,
): Promise<ItemResult> {
  const doorIds = doorIdsOf(item);
  const confirmed = person ? await confirmedDoors(tools, item, person) : new Set<string>();
  const missing = doorIds.filter((doorId) => !confirmed.has(doorId));
  const known = { personId: person?.id ?? item.personId, reading: person && readAt ? { person, readAt } : null };
  if (person && (await isSharedAlone(tools.db, item, person))) {
    return { ...over(verdicts(doorIds, 'rejected', 'shared_by_resident')), ...known };
  }
  const applied = verdicts([...confirmed], 'applied');
  if (missing.length === 0) return { ...over(applied), ...known };
  const { other, isHidden } = isLastReading(item) ? await readAtAddress(tools, item, person) : notSought;
  if (other && item.personId && (await isMeant(tools.db, item.personId, other.person.id)))
    return judge(tools, item, other.person, other.readAt);
  const rest = other
    ? await judgeOther(tools, item, missing, other)
    : judgeMissing(tools, item, missing, isHidden || (person !== null && mayBeHidden(item, person, missing)));
  return { ...known, ...rest, doors: [...applied, ...rest.doors] };
}

/** `readAt` null: the list alone shows them. */
type Other = { person: PersonSnapshot; readAt: Instant | null };
const notSought = { other: null, isHidden: false };

/**
 * Whoever is at the address a grant for a known person was sent to, where OpenKit shows that person under another one,
 * or not at all: then it may be they themselves whom the list shows. `isHidden`: there may be somebody whom nobody can
 * read. Throws UpstreamError.
 */
async function readAtAddress(
  { db, openkit }: OperationTools,
  item: ClaimedItem,
  person: PersonSnapshot | null,
): Promise<{ other: Other | null; isHidden: boolean }> {
  const { action, personId, recipient } = item;
  if (action !== 'grant' || !personId || (person && isAtAddress(person, recipient))) return notSought;
  const isThere: Sought['isThem'] = (listed) =>
    isAtAddress(listed, recipient) || (person === null && listed.id === personId);
  const [found] = await findPeople({ db, openkit }, contextOf(item), [soughtFor(item, isThere)]);
  const listed = found?.person;
  if (!listed) return { other: null, isHidden: found?.isHidden ?? true };
  if (listed.id === personId) return { other: person ? null : { person: listed, readAt: null }, isHidden: false };
  const { ctx, readAt } = await timedCall(db, contextOf(item));
  const read = await openkit.getPerson(ctx, listed.id);
  return { other: { person: read ?? listed, readAt: read && readAt() }, isHidden: false };
}

/** Doors that somebody else may have got instead. Nothing more is sent to that address: it would be theirs, too. */
async function judgeOther(
  tools: OperationTools,
  item: ClaimedItem,
  missing: string[],
  { person, readAt }: Other,
): Promise<ItemResult> {
  const theirs = await confirmedDoors(tools, item, person);
  const [gone, lost] = [missing.filter((id) => theirs.has(id)), missing.filter((id) => !theirs.has(id))];
  const isUnsure = item.terms && isDaily(item.terms.passcodeType);
  const rest = isUnsure
    ? verdicts(lost, 'needs_person', 'daily_not_confirmed')
    : verdicts(lost, 'rejected', 'address_changed');
  return {
    ...over([...verdicts(gone, 'needs_person', 'given_to_another'), ...rest]),
    wasEmpty: true,
    personId: item.personId,
    reading: readAt === null ? null : { person, readAt },
  };
}

/** A revocation that had nothing of ours to take, while what a resident shared still opens the door. */
async function isSharedAlone(db: Db, item: ClaimedItem, person: PersonSnapshot): Promise<boolean> {
  const [doorId] = item.doors.map((door) => door.doorId);
  const isShared = person.accesses.some(
    (found) => found.doorId === doorId && found.passcodeType === 'PERMANENT' && found.granterKind === 'user',
  );
  if (item.action !== 'revoke' || !isShared) return false;
  const ours = await db.execute(sql`
    select 1 from access where person_id = ${person.id} and door_id = ${doorId} and passcode_type = 'PERMANENT'
      and granter_kind <> 'user' and gone_at is null limit 1`);
  return ours.rows.length === 0;
}

/** Whether what was asked for may have happened all the same: in what of the reading nobody could read. */
function mayBeHidden({ action }: ClaimedItem, person: PersonSnapshot, missing: string[]): boolean {
  const isThere = missing.some((doorId) => person.accesses.some((found) => isOurPermanent(found, doorId)));
  if (action === 'change') return missing.some((doorId) => isUntold(person, doorId));
  if (action === 'revoke' && isThere) return false;
  return missing.some((doorId) => isUnclear(person, doorId));
}

type Missing = Omit<ItemResult, 'personId' | 'reading'>;

const over = (doors: DoorVerdict[]): Missing => ({
  doors,
  next: 'settled',
  waitSeconds: 0,
  wasSent: false,
  wasEmpty: false,
});

/** What to do about doors on which OpenKit does not (yet) show what was asked for. */
function judgeMissing(tools: OperationTools, item: ClaimedItem, missing: string[], isHidden: boolean): Missing {
  const base = { waitSeconds: 0, wasSent: false, wasEmpty: true };
  // Taking access away twice does no harm: it is sent again at once, unless it may be done.
  const isHarmless = item.action !== 'grant' && !isHidden;
  if (!isHarmless && !isLastReading(item)) {
    return { ...base, doors: verdicts(missing, 'unknown'), next: 'read_back', waitSeconds: tools.settleSeconds };
  }
  if (item.terms && isDaily(item.terms.passcodeType)) {
    return { ...base, doors: verdicts(missing, 'needs_person', 'daily_not_confirmed'), next: 'settled' };
  }
  if (isHidden) return { ...base, doors: verdicts(missing, 'needs_person', 'not_confirmed'), next: 'settled' };
  if (item.sends < mostSends[item.action]) return { ...base, doors: verdicts(missing, 'queued'), next: 'send' };
  if (isHarmless) return { ...base, doors: verdicts(missing, 'needs_person', 'not_confirmed'), next: 'settled' };
  return { ...base, doors: verdicts(missing, 'rejected', 'never_arrived'), next: 'settled' };
}

/**
 * What kept a reading from telling anything. Where OpenKit answered with nothing that can be used, others are asked
 * for: our rights may be withdrawn for a time, or something between us refuses everything, which says nothing of this
 * person.
 */
async function whyOpen({ openkit }: OperationTools, ctx: CallContext, error: UpstreamError): Promise<string> {
  if (whyUntold(error) === null) return whyItWaits(causeOf(error));
  try {
    await openkit.listPeople(ctx, null);
    return 'not_told';
  } catch (others) {
    if (!(others instanceof UpstreamError)) throw others;
    return whyUntold(others) === null ? whyItWaits(causeOf(others)) : 'nobody_told';
  }
}

/**
 * A reading that failed is made again, for as long as it takes. But where OpenKit tells of others and twice running
 * nothing of this, a person decides: what was asked for these doors since, a revocation above all, waits for it.
 */
function stillOpen(item: ClaimedItem, reason: string): ItemResult {
  const doorIds = doorIdsOf(item);
  const isOfList = item.doors.every((door) => door.reason !== null && lookedFor.includes(door.reason));
  const untold = isOfList ? 'list_not_told' : 'not_told';
  if (reason === 'not_told' && item.doors.every((door) => door.reason === untold)) {
    const isUnsure = item.terms && isDaily(item.terms.passcodeType);
    const doors = verdicts(doorIds, 'needs_person', isUnsure ? 'daily_not_confirmed' : 'not_confirmed');
    return { ...over(doors), ...noReading };
  }
  return {
    doors: verdicts(doorIds, 'unknown', reason === 'not_told' ? untold : reason),
    next: 'read_back',
    waitSeconds: retryWaitSeconds,
    wasSent: false,
    wasEmpty: false,
    ...noReading,
  };
}

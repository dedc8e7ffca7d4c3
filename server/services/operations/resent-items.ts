import { sql } from 'drizzle-orm';
import type { OperationKind } from '#lib/schemas/operation';
import { type Instant, laterOf } from '#lib/time/instant';
import type { AuditInput } from '#server/audit/append';
import { inScope } from '#server/auth/scope';
import type { Session } from '#server/auth/session';
import type { Tx } from '#server/db/pool';
import type { NewItem } from '#server/operations/new-operation';
import { retryChain } from '#server/operations/retry-chain';
import { handOverGuests } from '../people/hand-over.ts';
import { lockWithGuests } from '../people/lock-people.ts';
import { heldPlaces } from '../reasons/held-doors.ts';
import { endReasons, readReasons } from '../reasons/reason-rows.ts';
import { waitingReasons } from '../reasons/waiting-reasons.ts';
import { closeNeedless } from '../tasks/close-needless.ts';
import { addBackTasks } from '../tenancies/add-back-tasks.ts';
import { afterHost, capGuests, endsEarlier } from '../tenancies/cap-guests.ts';
import { planGuests } from '../tenancies/plan-guests.ts';
import { type Refused, stillWanted } from './still-wanted.ts';
import { isToResend } from './to-resend.ts';

type Retry = { operationId: string; retryId: string; at: Instant };
type Sent = Refused & { kind: OperationKind };

/** Kinds that take doors away because nothing keeps them: what does by now is left alone. */
const takingNeedless: readonly OperationKind[] = ['move_out', 'transfer', 'align', 'change_email'];

/** Kinds that are about one host: what their guests lose waits for what they do. */
const ofOneHost: readonly OperationKind[] = ['change', 'transfer'];

/**
 * What of an operation is sent again, in scope and as far as it is still wanted: what was refused, and after it what
 * waited for that and was not sent; with a host's earlier end, or old home, whoever became their guest since. Leases
 * and reasons that came back because something was not taken away end again with it, and `records` says so in the log;
 * a door that is held for something else by now is left alone. Null = nothing failed that is still to be done.
 */
export async function resentItems(
  tx: Tx,
  session: Session,
  retry: Retry,
): Promise<{ kind: OperationKind; items: NewItem[]; records: AuditInput[] } | null> {
  const refused = await failedItems(tx, session, retry.operationId);
  await lockWithGuests(
    tx,
    refused.flatMap(({ holderId }) => holderId ?? []),
  );
  const failed = await stillWanted(tx, session, refused, retry);
  const losing = failed.filter(isWaiting);
  const records = losing.length > 0 ? await endAgain(tx, session, retry, losing) : [];
  const sent = await withoutKept(tx, failed, retry.at);
  const [first] = sent;
  if (!first) return null;
  const given = await givenInstead(tx, sent, retry.at);
  const placeBefore = stepsBefore(sent);
  const items = sent.map((call): NewItem => {
    const { id, kind: _, personKey: __, holderId: ___, afterItemId: ____, ...item } = call;
    const after = placeBefore(call);
    const wanted = given.get(id) ?? item;
    return after === undefined ? wanted : { ...wanted, after };
  });
  const since = [
    ...(await guestsSince(tx, session, sent, retry)),
    ...(await guestsLeft(tx, session, sent, placeBefore, retry)),
  ];
  await guestsAlong(tx, session, retry);
  return { kind: first.kind, items: [...items, ...since], records };
}

/** Whom somebody let in since their new address was refused goes along with them, where OpenKit knew that address. */
async function guestsAlong(tx: Tx, session: Session, { operationId }: Retry): Promise<void> {
  const links = await tx.execute<{ fromId: string; toId: string }>(sql`
    select from_person_id as "fromId", to_person_id as "toId" from person_link
    where operation_id = any(${retryChain(operationId)}) and to_person_id is not null`);
  for (const { fromId, toId } of links.rows) await handOverGuests(tx, session, fromId, toId);
}

/** The place of what a call waits for: of one that is sent in parts, the part with the same door, else the first. */
function stepsBefore(sent: readonly Sent[]): (call: Sent) => number | undefined {
  const parts = Map.groupBy(
    sent.map(({ id, doors }, place) => ({ id, doors, place })),
    ({ id }) => id,
  );
  return ({ afterItemId, doors }) => {
    const steps = parts.get(afterItemId ?? '') ?? [];
    const own = steps.find((step) => step.doors.some(({ doorId }) => doors.some((door) => door.doorId === doorId)));
    return (own ?? steps[0])?.place;
  };
}

/** Whom somebody let in at an old home since moving out of it was refused loses it with them. */
async function guestsLeft(
  tx: Tx,
  session: Session,
  sent: readonly Sent[],
  placeBefore: (call: Sent) => number | undefined,
  { retryId, at }: Retry,
): Promise<NewItem[]> {
  const leaving = sent.filter((item) => item.kind === 'transfer' && item.action === 'revoke' && isWaiting(item));
  const lost = leaving.map(({ personId, doors }) => ({
    personId,
    dropIds: [],
    lost: doors.map(({ doorId }) => doorId),
  }));
  const guests = await planGuests(tx, session, lost, at);
  const dropIds = guests.flatMap((guest) => guest.dropIds);
  await endReasons(tx, dropIds, { at, operationId: retryId });
  // As their host's: once the new home is there.
  const after = leaving[0] && placeBefore(leaving[0]);
  return guests.flatMap(({ items }) => (after === undefined ? items : items.map((item) => ({ ...item, after }))));
}

/** Whom somebody let in since a host's earlier end was refused stays no longer than those who were there before. */
async function guestsSince(
  tx: Tx,
  session: Session,
  sent: readonly Sent[],
  { retryId, at }: Retry,
): Promise<NewItem[]> {
  const plans = sent
    .filter(endsEarlier)
    .map((item) => ({ personId: item.personId, items: [item], dropIds: [], add: [] }));
  const guests = await capGuests(tx, session, plans, at, sent);
  const dropIds = guests.flatMap((guest) => guest.dropIds);
  await endReasons(tx, dropIds, { at, operationId: retryId });
  const isOfOne = sent.some(({ kind }) => ofOneHost.includes(kind));
  return guests.flatMap((guest) => (isOfOne ? afterHost(guest, sent) : guest).items);
}

/**
 * What was to be changed, is held no more and still meant to be: it is given, because a change would find nothing
 * again. What was taken for a lost phone waits.
 */
async function givenInstead(tx: Tx, sent: readonly Sent[], at: Instant): Promise<ReadonlyMap<string, NewItem>> {
  const changes = sent.filter(({ action, recipient }) => action === 'change' && recipient.email);
  if (changes.length === 0) return new Map();
  const places = changes.flatMap(({ personId, doors }) =>
    personId === null ? [] : doors.map(({ doorId }) => ({ personId, doorId })),
  );
  const held = new Set((await heldPlaces(tx, places, at)).map(keyOf));
  const lost = changes.filter(
    ({ personId, doors }) => !doors.some(({ doorId }) => held.has(keyOf({ personId, doorId }))),
  );
  const loserIds = lost.flatMap(({ personId }) => personId ?? []);
  const reasons = await readReasons(tx, loserIds, at);
  const waiting = await waitingReasons(tx, reasons);
  const isReason = new Set(
    reasons.filter(({ id }) => !waiting.has(id)).map(({ personKey, doorId }) => keyOf({ personId: personKey, doorId })),
  );
  const wanted = lost.filter(({ personId, doors }) =>
    doors.every(({ doorId }) => isReason.has(keyOf({ personId, doorId }))),
  );
  return new Map(
    wanted.flatMap(({ id, personId, recipient, doors, terms }): [string, NewItem][] => {
      if (!terms) return [];
      const given = { ...terms, start: laterOf(terms.start, at) };
      return [[id, { action: 'grant', personId, recipient, doors, terms: given }]];
    }),
  );
}

const keyOf = ({ personId, doorId }: { personId: string | null; doorId: string }): string => `${personId}|${doorId}`;

/** Taken away or changed once something else is there: where that was refused, what ended for it stands. */
const isWaiting = ({ action, afterItemId }: Sent): boolean => action !== 'grant' && afterItemId !== null;

/** The recipient of item `i`, at the address that `p`, the person it is for, has now. */
const recipientNow = sql`case when p.id is null then i.recipient else i.recipient || jsonb_strip_nulls(jsonb_build_object(
  'email', case when i.recipient->>'email' is not null then p.email end,
  'phone', case when i.recipient->>'phone' is not null then p.phone end)) end`;

/** Refused ones, and those that wait for a step of which every door is confirmed by now or sent again. */
async function failedItems(tx: Tx, session: Session, operationId: string): Promise<Sent[]> {
  const found = await tx.execute<Omit<Sent, 'doors'> & Sent['doors'][number]>(sql`
    select o.kind, i.id, i.action, i.person_id as "personId", ${recipientNow} as recipient, i.terms, i.expected,
      i.person_key as "personKey", i.after_item_id as "afterItemId", coalesce(i.person_id,
        (select id from person where email_key = i.person_key and gone_at is null limit 1)) as "holderId",
      d.door_id as "doorId", d.building_id as "buildingId"
    from operation o join operation_item i on i.operation_id = o.id
    join operation_item_door d on d.operation_id = o.id and d.item_id = i.id
    left join person p on p.id = i.person_id
    where o.id = ${operationId} and ${inScope(session, sql`d.building_id`)}
      and ${isToResend(session, operationId)}
      -- Whoever was erased meanwhile has no address left to give anything to.
      and (i.action <> 'grant' or coalesce(i.recipient->>'email', i.recipient->>'phone') is not null)
    order by i.position, d.door_id`);
  const doorsOf = Map.groupBy(found.rows, ({ id }) => id);
  return [...doorsOf.values()].flatMap(([first, ...others]) => {
    if (!first) return [];
    const { doorId, buildingId, ...item } = first;
    const more = others.map((other) => ({ doorId: other.doorId, buildingId: other.buildingId }));
    return { ...item, doors: [{ doorId, buildingId }, ...more] };
  });
}

/** Without the doors that were to be taken away because nothing kept them, and that something keeps by now. */
async function withoutKept(tx: Tx, failed: readonly Sent[], at: Instant): Promise<Sent[]> {
  const isTaking = (item: Sent) => item.action === 'revoke' && (isWaiting(item) || takingNeedless.includes(item.kind));
  const personIds = failed.filter(isTaking).flatMap(({ personId }) => personId ?? []);
  const standing = await readReasons(tx, personIds, at);
  const kept = new Set(standing.map(({ personKey, doorId }) => keyOf({ personId: personKey, doorId })));
  return failed.flatMap((item) => {
    if (!isTaking(item)) return [item];
    const doors = item.doors.filter(({ doorId }) => !kept.has(keyOf({ personId: item.personId, doorId })));
    return doors.length > 0 ? [{ ...item, doors }] : [];
  });
}

/** Ends in scope what the operation had ended for these doors. Answers the records for the log. */
async function endAgain(
  tx: Tx,
  session: Session,
  { operationId, retryId, at }: Retry,
  losing: readonly Sent[],
): Promise<AuditInput[]> {
  const personIds = losing.flatMap(({ personId }) => personId ?? []);
  const pairs = losing.flatMap(({ personId, doors }) => doors.map(({ doorId }) => ({ personId, doorId })));
  const isEnding = sql`ended_at is null and ended_operation_id = ${operationId}
    and person_id = any(${sql.param(personIds)}::uuid[]) and ${inScope(session, sql`building_id`)}`;
  const end = sql`ended_at = ${at}::timestamptz, ended_operation_id = ${retryId}`;
  // A lease that was changed since it came back is wanted: it stays.
  const ended = await tx.execute<{ id: string }>(sql`
    update tenancy t set ${end} where ${isEnding} and not exists (
      select 1 from access_reason r where r.tenancy_id = t.id and r.ended_at is null
        and r.ended_operation_id is distinct from ${operationId})
    returning t.id`);
  await tx.execute(sql`
    update access_reason r set ${end} where ${isEnding} and case
      when r.tenancy_id is null then (r.person_id, r.door_id) in (
        select * from unnest(${sql.param(pairs.map(({ personId }) => personId))}::uuid[],
          ${sql.param(pairs.map(({ doorId }) => doorId))}::uuid[]))
      else exists (select 1 from tenancy t where t.id = r.tenancy_id and t.ended_operation_id = ${retryId}) end`);
  if (losing[0]?.kind !== 'transfer') return [];
  const tenancyIds = ended.rows.map(({ id }) => id);
  await addBackTasks(tx, session, tenancyIds, retryId);
  return closeNeedless(tx, session, { tenancyIds, at, operationId: retryId });
}

import { and, inArray, isNull, type SQL, sql } from 'drizzle-orm';
import type { Instant } from '#lib/time/instant';
import type { Tx } from '../db/pool.ts';
import { access } from '../db/schema/mirror.ts';
import type { PersonSnapshot } from '../openkit/types.ts';
import type { ReadingCause } from './access-events.ts';
import { type DoorPlace, type ReadAccess, toAccessValues } from './access-row.ts';
import { claimNotedOf } from './claim-noted.ts';
import { type AccessDiff, diffAccesses, isNews, type KnownAccess } from './diff-accesses.ts';
import { withoutKnownBetter } from './known-better.ts';
import { rememberBuildings } from './remember-buildings.ts';
import { spreadPersonNames } from './spread-names.ts';
import { noteMissingAccesses } from './sweep-loss.ts';
import { shownAfter } from './swept-kinds.ts';
import { writeAccesses } from './write-accesses.ts';
import { type Written, writeRows } from './write-rows.ts';

export type PeopleReading = {
  people: PersonSnapshot[];
  /** Domain time, for the ledger. */
  at: Instant;
  /** Database time at which the request to OpenKit left: an older reading never overwrites a newer one. */
  readAt: Instant;
  cause: ReadingCause;
  /** Whether each person was asked for alone (then `readAt` is remembered and the phone counts). */
  alone: boolean;
  /**
   * The sweep whose page this is: accesses it no longer shows end when that sweep proves sound. Without it, at once.
   */
  generation?: number;
  /** Where it answers a call of ours, the doors on which OpenKit has done what was asked: there it always counts. */
  settles?: readonly string[];
};

export type PeopleChanges = {
  changedRows: number;
  people: Written[];
  appeared: number;
  changed: number;
  /** Accesses left out because nobody can read when they end. */
  unreadable: number;
};

/**
 * Writes what OpenKit said of people into the mirror and the ledger; only what changed is written. An access missing
 * from the reading of a person alone is gone at once; what is missing from a sweep's page waits for the sweep's end.
 * Answers how many rows changed, which people were written, and how many accesses appeared, changed or were left out.
 */
export async function savePeople(tx: Tx, reading: PeopleReading): Promise<PeopleChanges> {
  const { fresh, overruled, isKnown } = await findOverruled(tx, reading);
  const read = reading.settles ? [...fresh, ...overruled] : fresh;
  if (read.length === 0) return { changedRows: 0, people: [], appeared: 0, changed: 0, unreadable: 0 };
  await rememberEmails(tx, fresh.filter(isKnown));
  const written = await upsertPeople(tx, fresh, reading);
  await claimNotedOf(tx, fresh);
  // Of somebody new there is nothing yet: no access, and nothing that could bear an older name.
  const newcomers = new Set(written.flatMap(({ id, isNew }) => (isNew ? [id] : [])));
  await spreadPersonNames(
    tx,
    written.filter(({ isNew }) => !isNew).map(({ id }) => id),
  );
  const places = await doorPlaces(tx, read);
  const incoming = read.flatMap((person) =>
    person.accesses.map((snapshot) => toAccessValues(person.id, snapshot, places.get(snapshot.doorId))),
  );
  const { known, found } = await compare(tx, { ...reading, people: read }, { incoming, newcomers });
  const told = await withoutKnownBetter(tx, found, {
    ...reading,
    newcomers,
    overruled: new Set(overruled.map(({ id }) => id)),
  });
  const diff = await leaveMissingToSweep(tx, told, known, reading);
  await writeAccesses(tx, diff, { ...reading, newcomers });
  const [appeared, changed] = [diff.appeared.length, diff.changed.filter(isNews).length];
  const changedRows = written.length + appeared + diff.changed.length + diff.vanished.length;
  if (written.length + appeared + diff.changed.length > 0) await rememberBuildings(tx, incoming);
  return { changedRows, people: written, appeared, changed, unreadable: diff.unreadable };
}

type Comparison = { known: KnownAccess[]; found: AccessDiff };
type Read = { incoming: ReadAccess[]; newcomers: ReadonlySet<string> };

/**
 * A page that says nothing new of anybody's accesses is compared once. Where it does, its people are locked and compared
 * once more, without those of whom a later reading was saved meanwhile.
 */
async function compare(tx: Tx, reading: PeopleReading, read: Read): Promise<Comparison> {
  const { people, alone } = reading;
  const compared = await compareNow(tx, people, read);
  const { appeared, changed } = compared.found;
  const hasNews = changed.length > 0 || appeared.some(({ personId }) => !read.newcomers.has(personId));
  if (alone || !hasNews) return compared;
  await lockPeople(tx, people);
  return compareNow(tx, (await findOverruled(tx, reading)).fresh, read);
}

async function compareNow(tx: Tx, people: PersonSnapshot[], { incoming, newcomers }: Read): Promise<Comparison> {
  const known = await knownAccesses(
    tx,
    people.filter(({ id }) => !newcomers.has(id)),
  );
  const isTold = new Set(people.map(({ id }) => id));
  const told = incoming.filter(({ personId }) => isTold.has(personId));
  return { known, found: keepUnreadable(diffAccesses(known, told), people) };
}

async function leaveMissingToSweep(
  tx: Tx,
  diff: AccessDiff,
  known: KnownAccess[],
  { generation, readAt }: PeopleReading,
): Promise<AccessDiff> {
  if (generation === undefined) return diff;
  const missing = diff.vanished.map((row) => row.id);
  const isMissing = new Set(missing);
  const shown = known.map((row) => row.id).filter((id) => !isMissing.has(id));
  await noteMissingAccesses(tx, { generation, readAt, missing, shown });
  return { ...diff, vanished: [] };
}

type Sorted = {
  fresh: PersonSnapshot[];
  overruled: PersonSnapshot[];
  isKnown: (person: PersonSnapshot) => boolean;
};

/** Where two readings of one person are saved at the same time, one waits here for the other. */
const lockPeople = (tx: Tx, people: PersonSnapshot[]) =>
  tx.execute(sql`select 1 from person where id = any(${ids(people)}) order by id for no key update`);

/**
 * People of whom a later reading is already in the mirror are overruled: this one must not undo it. Pages come in turn:
 * only what was asked for apart from them may be older than one.
 */
async function findOverruled(tx: Tx, reading: PeopleReading): Promise<Sorted> {
  const unique = [...new Map(reading.people.map((person) => [person.id, person])).values()];
  if (reading.alone) await lockPeople(tx, unique);
  const isShown = reading.alone ? shownAfter(reading.readAt, sql`person.id`) : sql`false`;
  const { rows } = await tx.execute<{ id: string; isOverruled: boolean }>(sql`
    select id, coalesce(refreshed_at > ${reading.readAt}::timestamptz, false) or ${isShown} as "isOverruled"
    from person where id = any(${ids(unique)})`);
  const known = new Map(rows.map((row) => [row.id, row]));
  const isOverruled = ({ id }: PersonSnapshot): boolean => known.get(id)?.isOverruled ?? false;
  return {
    fresh: unique.filter((person) => !isOverruled(person)),
    overruled: unique.filter(isOverruled),
    isKnown: ({ id }) => known.has(id),
  };
}

/** The people that were new or different. */
async function upsertPeople(tx: Tx, people: PersonSnapshot[], reading: PeopleReading): Promise<Written[]> {
  const rows = people.map((p) => ({
    id: p.id,
    first_name: p.firstName,
    last_name: p.lastName,
    email: p.email,
    phone: p.phone ?? null,
    phone_told: p.phone !== undefined,
  }));
  const refreshedAt = reading.alone ? sql`${reading.readAt}::timestamptz` : sql`null::timestamptz`;
  const table = { table: 'person', ids: people.map(({ id }) => id), facts } as const;
  return writeRows(
    tx,
    table,
    sql`insert into person as p (id, first_name, last_name, email, phone, refreshed_at)
    select r.id, r.first_name, r.last_name, r.email, r.phone, ${refreshedAt}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r(id uuid, first_name text, last_name text, email text, phone text, phone_told boolean)
    -- As whoever locks many people: of a page all are locked here, those that it says nothing new of as well.
    order by r.id
    on conflict (id) do update set
      first_name = excluded.first_name, last_name = excluded.last_name, email = excluded.email,
      phone = case when (${reading.alone})::boolean or excluded.phone is not null then excluded.phone else p.phone end,
      refreshed_at = coalesce(excluded.refreshed_at, p.refreshed_at), gone_at = null, missed_sweeps = 0
    -- A page waits here for whoever saves a reading of somebody alone: that may be the later one.
    where (p.refreshed_at is null or p.refreshed_at <= ${reading.readAt}::timestamptz) and (
       (p.first_name, p.last_name, p.email, p.gone_at, p.missed_sweeps) is distinct from
          (excluded.first_name, excluded.last_name, excluded.email, null::timestamptz, 0)
       or (excluded.phone is not null and p.phone is distinct from excluded.phone)
       or excluded.refreshed_at is not null)`,
  );
}

const facts = ['first_name', 'last_name', 'email', 'phone'];

/** Where somebody has another email now, the one they had: it may belong to somebody else by now. */
async function rememberEmails(tx: Tx, people: PersonSnapshot[]): Promise<void> {
  if (people.length === 0) return;
  await tx.execute(sql`
    insert into former_email (person_id, email_key)
    select p.id, p.email_key
    from unnest(${ids(people)}, ${sql.param(people.map((person) => person.email))}::text[]) as read(id, email)
    join person p on p.id = read.id
    where p.email_key <> '' and p.email_key is distinct from lower(read.email)
    on conflict do nothing`);
}

async function doorPlaces(tx: Tx, people: PersonSnapshot[]): Promise<Map<string, DoorPlace>> {
  const doorIds = [...new Set(people.flatMap((person) => person.accesses.map((a) => a.doorId)))];
  const result = await tx.execute<{ id: string; building_id: string; time_zone: string | null }>(sql`
    select d.id, d.building_id, b.time_zone from door d left join building b on b.id = d.building_id
    where d.id = any(${sql.param(doorIds)}::uuid[])`);
  return new Map(result.rows.map((row) => [row.id, { buildingId: row.building_id, timeZone: row.time_zone }]));
}

async function knownAccesses(tx: Tx, people: PersonSnapshot[]): Promise<KnownAccess[]> {
  if (people.length === 0) return [];
  return tx
    .select({
      id: access.id,
      personId: access.personId,
      doorId: access.doorId,
      buildingId: access.buildingId,
      passcodeType: access.passcodeType,
      granterKind: access.granterKind,
      granterId: access.granterId,
      startKey: access.startKey,
      startsAt: access.startsAt,
      endsAt: access.endsAt,
      day: access.day,
      shareable: access.shareable,
      role: access.role,
      doorcodeStatus: access.doorcodeStatus,
      hasDatedTwin: sql<boolean>`access.day is null and access.passcode_type <> 'PERMANENT' and exists (
        select 1 from access twin
        where twin.person_id = access.person_id and twin.door_id = access.door_id
          and twin.passcode_type = access.passcode_type and twin.granter_kind = access.granter_kind
          and twin.granter_id is not distinct from access.granter_id and twin.day is not null
          and twin.starts_at <= access.starts_at and access.starts_at < twin.ends_at)`,
    })
    .from(access)
    .where(
      and(
        inArray(
          access.personId,
          people.map((p) => p.id),
        ),
        isNull(access.goneAt),
      ),
    );
}

/** Where OpenKit's answer held accesses nobody can read, one we knew may be among them: it is not called vanished. */
function keepUnreadable(diff: AccessDiff, people: PersonSnapshot[]): AccessDiff {
  const unsure = new Set(people.filter((p) => p.unreadableAccesses > 0).map((p) => p.id));
  return { ...diff, vanished: diff.vanished.filter((row) => !unsure.has(row.personId)) };
}

const ids = (people: PersonSnapshot[]): SQL => sql`${sql.param(people.map((p) => p.id))}::uuid[]`;

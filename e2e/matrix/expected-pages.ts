import { sql } from 'drizzle-orm';
import { db } from '#server/db/pool';
import { planOf, worksheetOf } from './made-objects.ts';
import type { Target } from './world.ts';

type Params = Record<string, string | string[]>;

/**
 * `may` as in `expected.ts`. `ask` = it is about one thing, and this is where: beyond scope it is like one that does
 * not exist.
 */
export type ExpectedPage = { may: string; ask?: (target: Target, staffId: string) => Params | Promise<Params> };

const person = ({ personId }: Target) => ({ id: personId });
const door = ({ doorId }: Target) => ({ id: doorId });
const building = ({ buildingId }: Target) => ({ id: buildingId });
const worksheet = async (target: Target) => ({ id: (await worksheetOf(target)).id });

/** What happened to the target's door, as if it had been done elsewhere; without that door, nothing. */
async function drift({ doorId, buildingId }: Target): Promise<Params> {
  await db().execute(sql`
    insert into drift (event_id, kind, subject_id, at, access_id, building_id)
    select id, 'appeared', door_id, at, access_id, building_id from access_event
    where door_id::text = ${doorId} and building_id::text = ${buildingId} limit 1`);
  return { kind: 'appeared', id: doorId };
}

/** A dry run of whoever asks, which would take the target's door from somebody; without that door, the id of none. */
async function dryRun({ doorId, buildingId, personId }: Target, staffId: string): Promise<Params> {
  const made = await db().execute<{ id: string }>(sql`
    with made as (
      insert into dry_run (id, kind, staff_id, hash, created_at, expires_at)
      select gen_random_uuid(), 'revoke', ${staffId}, 'x', now(), now() + interval '1 hour' from door
      where id::text = ${doorId} and building_id::text = ${buildingId} returning id)
    insert into dry_run_row (dry_run_id, position, person_id, recipient, action, doors, is_notified)
    select id, 0, ${personId}, '{"firstName":"Only","lastName":"Here","email":null,"phone":null}', 'revoke',
      jsonb_build_array(jsonb_build_object('doorId', ${doorId}::text, 'buildingId', ${buildingId}::text, 'name', 'Gym', 'timeZone', null)),
      false from made returning dry_run_id as id`);
  return { id: made.rows[0]?.id ?? doorId };
}

/**
 * Every page of the console, as its folder is called, and the roles that may open it: written down by hand and never
 * computed from the policy. A new page needs a line here.
 */
export const expectedPages: Record<string, ExpectedPage> = {
  '/': { may: 'OPBLA' },
  '/accesses': { may: 'OPBLA' },
  '/activity': { may: 'OPB-A' },
  '/buildings': { may: 'OPBLA' },
  '/buildings/[id]': { may: 'OPBLA', ask: building },
  '/buildings/[id]/history': { may: 'OPBLA', ask: building },
  '/buildings/[id]/people': { may: 'OPBLA', ask: building },
  '/buildings/[id]/residents': { may: 'OPBLA', ask: building },
  '/bundles': { may: 'OPBLA' },
  '/bundles/[id]': { may: 'OPBLA', ask: ({ bundleId }) => ({ id: bundleId }) },
  '/doorcodes': { may: 'OPBLA' },
  '/doors': { may: 'OPBLA' },
  '/doors/[id]/[[...show]]': { may: 'OPBLA', ask: door },
  '/doors/[id]/history': { may: 'OPBLA', ask: door },
  '/doors/[id]/statement': { may: 'OPB-A', ask: door },
  '/drift': { may: 'OPBLA' },
  '/drift/[kind]/[id]': { may: 'OPBLA', ask: drift },
  '/guests': { may: 'OPBLA' },
  '/help': { may: 'OPBLA' },
  '/help/[guide]': { may: 'OPBLA' },
  '/history': { may: 'OPBLA' },
  '/operations': { may: 'OPBLA' },
  '/operations/[id]': { may: 'OPBLA', ask: ({ operationId }) => ({ id: operationId }) },
  '/operations/dry-runs/[id]': { may: 'OPBL-', ask: dryRun },
  '/operations/onboarding': { may: 'OPBL-' },
  '/people': { may: 'OPBLA' },
  '/people/[id]': { may: 'OPBLA', ask: person },
  '/people/[id]/history': { may: 'OPBLA', ask: person },
  '/people/[id]/statement': { may: 'OPBLA', ask: person },
  '/portfolios': { may: 'OPBLA' },
  '/schedules': { may: 'OPBLA' },
  '/schedules/certify': { may: 'OPBLA' },
  '/schedules/certify/[id]': { may: 'OPBLA', ask: worksheet },
  '/schedules/certify/[id]/evidence': { may: 'OPBLA', ask: worksheet },
  '/schedules/ending': { may: 'OPBLA' },
  '/schedules/plans': { may: 'OPBLA' },
  '/schedules/plans/[id]': { may: 'OPBLA', ask: async (target) => ({ id: await planOf(target) }) },
  '/schedules/vendors': { may: 'OPBLA' },
  '/schedules/who': { may: 'OPBLA' },
  '/search-limit': { may: 'OPBLA' },
  '/settings': { may: 'OPBLA' },
  '/settings/account': { may: 'OPBLA' },
  '/settings/openkit': { may: 'OPBLA' },
  '/settings/roles': { may: 'OPBLA' },
  '/settings/staff': { may: 'OP---' },
  '/tasks': { may: 'OPBLA' },
  '/units': { may: 'OPBLA' },
  '/units/[id]': { may: 'OPBLA', ask: ({ unitId }) => ({ id: unitId }) },
  '/walk': { may: 'OPBLA' },
};

/**
 * The names in what pages and their frame hand to components that no answer of a GET handler has, by the roles that are
 * given them: see `answer-names.ts`.
 */
export const pageNames: Record<string, string> = {
  OPBLA: `
    alt asOf ask attention awaitingSync beginsAt bounds certainty claimSync content couldNotSee count cursor density drift
    earlierOutages edit endOperation ended endingSoon entries events evidence extend failedOperations failedPlanCodes
    file format grant guessedAccounts hasAuthenticator held how icon isCurrent isMain isOrdered isReading isWhole lastDay
    lastSeenAt lease level madeAt mirrorReadAt missingHolders notActivatedDoors notes notify now obstacle offlineDoors
    openTasks operation operationIds operationsForPerson others ownDoors page plans portfolio portfolios preview
    publicKey q readAs readAt reading replace requestId residents reveal revealLimits revoke schemaWarnings scope search sessions
    sharesContactWith sheetLimits shownAt signature sort staleBatteries startedBy subject successor technicians text
    unconfirmedOperations userAgent waitingForSync`,
  OPBL: `
    change company contact doorNames endAfter endBefore expiresAt hash isExpired isNotified line noted notified
    problemParams refused startAfter`,
  OPBA: 'permission',
  OP: 'endsAt isSelf places',
};

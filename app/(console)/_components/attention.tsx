import Link from 'next/link';
import { type Area, inArea } from '#lib/area';
import type { Overview } from '#lib/schemas/overview';
import { Icon, type IconName } from '@/components/ui/icon';

type Kind = keyof Overview['attention'];
type Matter = {
  kind: Kind;
  icon: IconName;
  one: string;
  many: string;
  detail: string;
  href: string;
  /** Told whatever area is chosen. */
  isEverywhere?: true;
};

/** In the order in which somebody should look at them. */
const matters: Matter[] = [
  {
    kind: 'guessedAccounts',
    icon: 'warning',
    one: 'account may be under attack',
    many: 'accounts may be under attack',
    detail: 'Repeated wrong passwords or codes, at sign-in or in a session that may be stolen.',
    href: '/activity?outcome=denied',
    isEverywhere: true,
  },
  {
    kind: 'schemaWarnings',
    icon: 'question',
    one: 'OpenKit answer that differs from its documentation',
    many: 'OpenKit answers that differ from its documentation',
    detail: 'Names or states may be missing in lists. See what it is, and tell Latch.',
    href: '/settings/openkit',
    isEverywhere: true,
  },
  {
    kind: 'revealLimits',
    icon: 'eye',
    one: 'person reached the limit of doorcodes shown',
    many: 'people reached the limit of doorcodes shown',
    detail: 'This was within the last day. Ask them why.',
    href: '/activity?event=doorcode.reveal&outcome=denied',
  },
  {
    kind: 'sheetLimits',
    icon: 'eye',
    one: 'person tried to print too many doorcodes',
    many: 'people tried to print too many doorcodes',
    detail: 'This was within the last day. Ask them why.',
    href: '/activity?event=doorcode.sheet&outcome=denied',
  },
  {
    kind: 'operationsForPerson',
    icon: 'warning',
    one: 'operation needs a decision',
    many: 'operations need a decision',
    detail: 'OpenKit gave no clear answer: look the doors up in Mission Control.',
    href: '/operations?state=needs_person',
  },
  {
    kind: 'unconfirmedOperations',
    icon: 'question',
    one: 'operation is not confirmed',
    many: 'operations are not confirmed',
    detail: 'Sent, and being read back. Nothing has to be repeated.',
    href: '/operations?state=unconfirmed',
  },
  {
    kind: 'failedOperations',
    icon: 'refused',
    one: 'operation failed in the last 7 days',
    many: 'operations failed in the last 7 days',
    detail: 'OpenKit refused some of their doors: those people may be locked out.',
    href: '/operations?state=failed7',
  },
  {
    kind: 'drift',
    icon: 'drift',
    one: 'access changed without you',
    many: 'accesses changed without you',
    detail: 'Given, changed or taken away elsewhere. Look at it once and accept it.',
    href: '/drift',
  },
  {
    kind: 'openTasks',
    icon: 'check',
    one: 'task to finish by hand',
    many: 'tasks to finish by hand',
    detail: 'Elevators, keycards and whatever else OpenKit cannot do.',
    href: '/tasks',
  },
  {
    kind: 'failedPlanCodes',
    icon: 'warning',
    one: 'planned code was not issued',
    many: 'planned codes were not issued',
    detail: 'Someone may be waiting at a locked door: give access by hand.',
    href: '/schedules/plans?state=problems',
  },
  {
    kind: 'ownDoors',
    icon: 'clock',
    one: 'own door of a resident lapses within 30 days',
    many: 'own doors of residents lapse within 30 days',
    detail: 'Extend whoever stays: their guests lose the door with them.',
    href: '/schedules/ending?show=own',
  },
  {
    kind: 'endingSoon',
    icon: 'clock',
    one: 'access ends within 7 days',
    many: 'accesses end within 7 days',
    detail: 'Whoever should stay needs a later end before then.',
    href: '/accesses?ends=ends7',
  },
  {
    kind: 'waitingForSync',
    icon: 'sync',
    one: 'access waits for its lock to sync',
    many: 'accesses wait for their locks to sync',
    detail: 'New ones may not open yet, revoked ones may still open.',
    href: '/accesses?changes=waiting',
  },
  {
    kind: 'offlineDoors',
    icon: 'sync',
    one: 'door is offline',
    many: 'doors are offline',
    detail: 'New and revoked access reaches them with their next sync.',
    href: '/doors?connection=offline',
  },
  {
    kind: 'notActivatedDoors',
    icon: 'refused',
    one: 'door has no activated lock',
    many: 'doors have no activated lock',
    detail: 'No access can be given to them yet.',
    href: '/doors?activation=not_activated',
  },
  {
    kind: 'lowBatteries',
    icon: 'warning',
    one: 'lock has less than 20% battery',
    many: 'locks have less than 20% battery',
    detail: 'Replace the batteries before they run out.',
    href: '/doors?battery=low',
  },
  {
    kind: 'staleBatteries',
    icon: 'question',
    one: 'battery has not been measured for 30 days',
    many: 'batteries have not been measured for 30 days',
    detail: 'Their charge is not known; a sync at the door measures it.',
    href: '/doors?battery=stale',
  },
];

/** What somebody should look at today. */
export function Attention({ attention, area }: { attention: Overview['attention']; area: Area }) {
  const open = matters.filter(({ kind }) => attention[kind] > 0);
  return (
    <section aria-labelledby="attention" className="grid min-w-0 gap-3">
      <h2 id="attention" className="font-semibold">
        Needs attention
      </h2>
      {open.length === 0 && (
        <p className="flex items-center gap-2 border-y border-line py-4">
          <Icon name="active" className="text-accent" />
          Nothing needs attention today.
        </p>
      )}
      <ul className="divide-y divide-line border-y border-line empty:hidden">
        {open.map((matter) => (
          <MatterLine
            key={matter.kind}
            matter={matter}
            count={attention[matter.kind]}
            href={matter.isEverywhere ? matter.href : inArea(matter.href, area)}
          />
        ))}
      </ul>
    </section>
  );
}

function MatterLine({ matter, count, href }: { matter: Matter; count: number; href: string }) {
  const { icon, one, many, detail } = matter;
  return (
    <li className="flex items-start gap-3 py-3">
      <Icon name={icon} className="mt-0.5 text-waiting" />
      <div className="min-w-0 flex-1">
        <p className="font-medium">
          {count.toLocaleString('en')} {count === 1 ? one : many}
        </p>
        <p className="text-sm text-muted">{detail}</p>
      </div>
      <Link href={href} prefetch={false} className="-my-1 shrink-0 py-1 text-accent underline underline-offset-2">
        See {count === 1 ? 'it' : 'them'}
      </Link>
    </li>
  );
}

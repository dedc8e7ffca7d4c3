import type { AccessView } from '../schemas/access.ts';
import type { DoorView } from '../schemas/door.ts';
import type { PersonView } from '../schemas/person.ts';
import type { Instant } from '../time/instant.ts';

/** What we asked OpenKit for when the access was given from here; addresses as they were sent. */
export type OwnGrant = { email: string | null; phone: string | null; notify: boolean; at: Instant };

/** Everything the diagnosis looks at, as the mirror knew it at `at`. */
export type DiagnosisFacts = {
  /** The domain's now. */
  at: Instant;
  person: Pick<PersonView, 'email' | 'phone' | 'isGone'>;
  /** Somebody else in OpenKit who has the same email or phone. */
  twinId: string | null;
  door: Pick<
    DoorView,
    | 'id'
    | 'name'
    | 'buildingName'
    | 'timeZone'
    | 'kind'
    | 'isActivated'
    | 'isConnected'
    | 'batteryPercent'
    | 'batteryAt'
    | 'isGone'
  >;
  /** The one that matters most for this door (`accessInQuestion`); null = never had any. */
  access: AccessView | null;
  /** When the mirror first saw the access; null when it was there from the beginning. */
  seenFirstAt: Instant | null;
  /** Null when the access was not given from here. */
  grant: OwnGrant | null;
  /** Names of the doors they can open now, those of the same building first. */
  opensNow: string[];
};

/** Of all accesses to a door the one a caller means: what works, else what will, else what is asked for or is over. */
export function accessInQuestion(accesses: readonly AccessView[], doorId: string): AccessView | null {
  const onDoor = accesses.filter((access) => access.doorId === doorId);
  return onDoor.toSorted((a, b) => rank(a) - rank(b))[0] ?? null;
}

function rank({ isHeld, state }: AccessView): number {
  if (!isHeld) return 2;
  return { active: 0, scheduled: 1, ended: 3, gone: 4 }[state];
}

/** The doors a person can open now, each once, those of a building first. */
export function doorsOpenNow(accesses: readonly AccessView[], buildingId: string): string[] {
  const open = accesses.filter(({ isHeld, state }) => isHeld && state === 'active');
  const near = open.filter((access) => access.buildingId === buildingId).map(({ doorName }) => doorName);
  const far = open
    .filter((access) => access.buildingId !== buildingId)
    .map(({ doorName, buildingName }) => `${doorName} (${buildingName})`);
  return [...new Set([...near, ...far])];
}

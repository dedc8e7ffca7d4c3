import type { ChangeKind, Connection, DoorFacets, LockTrouble } from '../door-facets.ts';
import type { DoorRow } from '../schemas/door.ts';

export const doorKindNames: Record<DoorRow['kind'], string> = {
  door: 'Door',
  elevator: 'Elevator',
  unknown: 'Unknown kind',
};

export const accessibilityNames: Record<'communal' | 'private', string> = { communal: 'Communal', private: 'Private' };

export const connectionNames: Record<Connection, string> = {
  connected: 'Connected',
  offline: 'Offline',
  unknown: 'Not known',
};

/** What a door's connection means for what is given and taken away. */
export const connectionSentences: Record<Connection, string> = {
  connected: 'Access that is given or taken away reaches the lock at once.',
  offline:
    'Permanent access, its codes and revocations reach the lock at its next sync: when someone unlocks it with the Latch app, or passes by with it. Day codes work at once.',
  unknown: 'OpenKit does not say whether the lock is connected. Changes may wait for its next sync.',
};

export const activationNames: Record<Exclude<DoorFacets['activation'], ''>, string> = {
  activated: 'Activated',
  not_activated: 'Not activated',
};

export const lockTroubleNames: Record<LockTrouble, string> = {
  offline: 'Lock offline',
  not_activated: 'Lock not activated',
  battery_low: 'Battery low',
  battery_stale: 'Battery not read for 30 days',
};

/** Accesses whose lock, or whose list, is behind. */
export const changeNames: Record<ChangeKind, string> = { waiting: 'Waiting for sync', drift: 'Changed elsewhere' };

/**
 * Why nobody can be given access to a door; null when somebody can. OpenKit: no device = no access; elevators never.
 */
export function whyNoAccess({ kind, isActivated }: Pick<DoorRow, 'kind' | 'isActivated'>): string | null {
  if (kind === 'elevator') return 'OpenKit gives no access to elevators. Use Mission Control for this one.';
  if (!isActivated) return 'No lock is installed here yet, so nobody can be given access to this door.';
  return null;
}

/** Why daily codes are refused in a building; null when its zone is known. `stated` is what OpenKit called its zone. */
export function whyNoDailyCodes({
  timeZone,
  stated,
}: {
  timeZone: string | null;
  stated: string | null;
}): string | null {
  if (timeZone !== null) return null;
  if (stated === null || stated.trim() === '') {
    return 'Day codes are refused here because OpenKit names no time zone, so nobody can say when a day begins.';
  }
  return `Day codes are refused here because OpenKit calls the time zone “${stated}”, which does not exist.`;
}

/** What a door is, in two words: "Communal door", "Elevator". */
export function doorWords({ kind, accessibility }: Pick<DoorRow, 'kind' | 'accessibility'>): string {
  if (accessibility === null) return doorKindNames[kind];
  return `${accessibilityNames[accessibility]} ${doorKindNames[kind].toLowerCase()}`;
}

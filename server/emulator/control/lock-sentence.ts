import type { LockAnswer } from '../rules/lock.ts';
import type { Door } from '../world/model.ts';

/** Why the lock opened or stayed shut, as one sentence; times in the door's zone. */
export function describeTry({ reason, access, isStale }: LockAnswer, door: Door): string {
  const window = access ? `from ${local(access.startMs, door)} to ${local(access.endMs, door)}` : '';
  switch (reason) {
    case 'opened':
      return isStale
        ? 'Opened: this offline lock has not heard of the last change. Sync it.'
        : `Opened: valid ${window}.`;
    case 'outside_window':
      return `Stays shut: the daily code is good ${window}.`;
    case 'not_yet_valid':
      return `Stays shut: the access begins ${local(access?.startMs ?? null, door)}.`;
    case 'expired':
      return `Stays shut: the access ended ${local(access?.endMs ?? null, door)}.`;
    case 'wrong_code':
      return 'Stays shut: nobody holds this code here.';
    case 'offline_not_synced':
      return 'Stays shut: the lock is offline and has not heard of the grant. Sync it.';
    case 'used_up':
      return 'Stays shut: the single-use code was used up.';
    case 'revoked':
      return 'Stays shut: the access was revoked.';
    case 'no_access':
      return 'Stays shut: this person has no access in the app here.';
    case 'not_activated':
      return 'Stays shut: the door has no lock yet (not activated).';
  }
}

function local(atMs: number | null, door: Door): string {
  if (atMs === null) return 'no end';
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: door.building.zone,
    dateStyle: 'medium',
    timeStyle: 'short',
    hourCycle: 'h23',
  });
  return `${format.format(atMs)} (${door.building.zone})`;
}

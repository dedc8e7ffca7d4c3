import type { Access, User } from '../world/model.ts';
import { isHeld, isVisible } from './accesses.ts';
import { groupByGrant } from './keys.ts';
import { notFound, Refusal } from './refusal.ts';
import type { Work } from './work.ts';

/** The accesses a PATCH or DELETE on user and door hits. Throws 404, or the refusal for daily codes on DELETE. */
export function findTarget(
  work: Work,
  userUuid: string,
  doorUuid: string,
  verb: 'patch' | 'delete',
): { user: User; accesses: Access[] } {
  const user = work.world.user(userUuid);
  const door = work.world.doors.get(doorUuid);
  if (!user || !door || !isVisible(door)) throw notFound();
  const held = user.accesses.filter((access) => access.door === door && isHeld(access, work));
  const reach = verb === 'delete' && work.readings.deleteReach === 'any-granter';
  const permanent = held.filter(
    (access) => access.passcodeType === 'PERMANENT' && (reach || access.granter.type === 'PARTNER'),
  );
  if (permanent.length === 0) throw refuseWithout(work, held, verb);
  return { user, accesses: withKeys(user, chooseAmong(permanent, work), work) };
}

function refuseWithout({ readings }: Work, held: Access[], verb: 'patch' | 'delete'): Refusal {
  const hasDaily = held.some((access) => access.passcodeType !== 'PERMANENT');
  if (verb === 'patch' || !hasDaily) return notFound();
  return new Refusal('PASSCODE_TYPE_CANT_BE_REVOKED', Number(readings.dailyRevokeStatus));
}

/** What came by a key may stand and fall with the other doors of that key. */
function withKeys(user: User, chosen: Access[], work: Work): Access[] {
  if (work.readings.keyRevoke === 'door') return chosen;
  const given = groupByGrant(user.accesses.filter((access) => access.keyUuid !== null && isHeld(access, work)));
  return [...new Set(chosen.flatMap((access) => given.find((group) => group.includes(access)) ?? access))];
}

function chooseAmong(permanent: Access[], { readings }: Work): Access[] {
  if (readings.severalAccesses === 'all') return permanent;
  return readings.severalAccesses === 'latest' ? permanent.slice(-1) : permanent.slice(0, 1);
}

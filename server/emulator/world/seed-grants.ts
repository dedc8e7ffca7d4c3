import { dayWindow } from './days.ts';
import { codeForAccess } from './doorcode.ts';
import type { Access, Door, PasscodeType, Role, User } from './model.ts';
import { partnerUuid } from './partner.ts';
import type { Random } from './random.ts';
import type { World } from './world.ts';

const dayMs = 86_400_000;

type Window = { startMs: number; endMs: number | null };

export type Grants = {
  /** Mostly endless, some ending, a few over or not yet begun. */
  window(): Window;
  endingWindow(): Window;
  permanent(user: User, door: Door, role: Role, window: Window, shareable: boolean): void;
  /** A resident shares one of theirs with a guest from the app. */
  shared(guest: User, hostAccess: Access): void;
  daily(user: User, door: Door, passcodeType: PasscodeType): void;
  byManager(user: User, door: Door): void;
};

/** Lays seeded accesses around the world's first day. */
export function seedGrants(world: World, random: Random, { seed, epochMs }: { seed: number; epochMs: number }): Grants {
  const partner = { type: 'PARTNER', uuid: partnerUuid } as const;
  const manager = { type: 'MANAGER', uuid: random.uuid() } as const;
  const communalCodes = new WeakMap<User, number>();

  const add = (access: Omit<Access, 'id' | 'code' | 'firstUsedMs' | 'revokedMs' | 'lockCopy' | 'keyUuid'>) => {
    const id = world.nextAccessId;
    const isStrangerToLock =
      access.door.isConnected === false && access.passcodeType === 'PERMANENT' && random.chance(0.04);
    world.addAccess({
      ...access,
      id,
      code: sharedCode(access, codeForAccess(id, seed)),
      firstUsedMs: null,
      revokedMs: null,
      lockCopy: isStrangerToLock ? 'missing' : 'current',
      keyUuid: null,
    });
  };

  /** All communal doors of a person open with the code of the first one. */
  const sharedCode = (access: Pick<Access, 'user' | 'door' | 'passcodeType'>, fresh: number) => {
    if (access.passcodeType !== 'PERMANENT' || access.door.accessibilityType !== 'COMMUNAL') return fresh;
    const common = communalCodes.get(access.user) ?? fresh;
    communalCodes.set(access.user, common);
    return common;
  };

  const startedBefore = () => epochMs - (1 + random.below(900)) * dayMs;
  const window = (): Window => {
    const kind = random.next();
    if (kind < 0.8) return { startMs: startedBefore(), endMs: null };
    if (kind < 0.96) return { startMs: startedBefore(), endMs: epochMs + (1 + random.below(400)) * dayMs };
    if (kind < 0.98) return { startMs: epochMs + (1 + random.below(40)) * dayMs, endMs: null };
    return { startMs: startedBefore() - 900 * dayMs, endMs: epochMs - (1 + random.below(30)) * dayMs };
  };

  return {
    window,
    endingWindow: () => ({ startMs: startedBefore(), endMs: epochMs + (1 + random.below(200)) * dayMs }),
    permanent: (user, door, role, { startMs, endMs }, shareable) =>
      add({ user, door, passcodeType: 'PERMANENT', role, granter: partner, shareable, startMs, endMs }),
    shared: (guest, { door, user: host, startMs, endMs }) =>
      add({
        user: guest,
        door,
        passcodeType: 'PERMANENT',
        role: 'NON_RESIDENT',
        granter: { type: 'USER', uuid: host.uuid },
        shareable: false,
        startMs: Math.max(startMs, epochMs - 20 * dayMs),
        endMs: endMs ?? epochMs + (1 + random.below(60)) * dayMs,
      }),
    daily: (user, door, passcodeType) => {
      const day = dayWindow(epochMs + dayMs / 2, door.building.zone);
      add({ user, door, passcodeType, role: 'NON_RESIDENT', granter: partner, shareable: false, ...day });
    },
    byManager: (user, door) =>
      add({
        user,
        door,
        passcodeType: 'PERMANENT',
        role: 'NON_RESIDENT',
        granter: manager,
        shareable: false,
        startMs: startedBefore(),
        endMs: null,
      }),
  };
}

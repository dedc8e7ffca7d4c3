import { renderUser } from '../api/render.ts';
import type { Emulator } from '../emulator.ts';
import type { Work } from '../rules/work.ts';
import type { User } from '../world/model.ts';
import { type Effect, effectOf } from './effects.ts';
import type { Observed } from './match.ts';

/** Remembers the user a write concerns as read before it; call the answer after the write to let reads lag. */
export function beginLag(emulator: Emulator, effects: Effect[], call: Observed, work: Work): () => void {
  const lag = effectOf(effects, 'lag');
  if (!lag || call.method === 'GET') return () => {};
  const known = findUser(call, work);
  const before = known ? renderUser(known, work, lag.where === 'list') : null;
  return () => {
    const untilMs = performance.now() + lag.forMs;
    for (const { userUuid } of work.applied) {
      if (userUuid === null || userUuid === undefined) continue;
      const user = before?.userUuid === userUuid ? before : null;
      if (user || known === undefined) emulator.lag.set(userUuid, { untilMs, where: lag.where, user });
    }
  };
}

function findUser({ params, body }: Observed, { world }: Work): User | undefined {
  if (params.userUuid) return world.user(params.userUuid);
  if (typeof body !== 'object' || body === null) return undefined;
  if ('email' in body && typeof body.email === 'string') return world.userByEmail(body.email);
  return 'phone' in body && typeof body.phone === 'string' ? world.userByPhone(body.phone) : undefined;
}

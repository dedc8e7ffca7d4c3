import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApi, type TestApi } from '../testing/api-client.ts';
import {
  beginWith,
  endHours,
  hourMs,
  hours,
  isOver,
  pass,
  readAccesses,
  runs,
  toIso,
  type Window,
  windowAround,
} from '../testing/sequences.ts';
import type { Door } from '../world/model.ts';

let test: TestApi;
beforeAll(async () => {
  test = await startTestApi({ people: 0 });
});
afterAll(() => test.close());

const doorIndex = fc.nat({ max: 2 });
const oneOfTwo = fc.nat({ max: 1 });
const moveStep = fc.record({ kind: fc.constant('move' as const), hours });

/** What should stand on one door: the partner's PERMANENT accesses in order, daily ones, those of a manager. */
type Expected = { door: Door; permanent: Window[]; daily: number; managed: number };

describe('grants and revokes on any doors in any order', () => {
  const grantStep = fc.record({
    kind: fc.constant('grant' as const),
    doors: fc.uniqueArray(oneOfTwo, { minLength: 1 }),
    start: fc.integer({ min: -90, max: 40 }),
    end: endHours,
  });
  const doorStep = fc.record({
    kind: fc.constantFrom('daily' as const, 'manager' as const, 'delete' as const),
    door: oneOfTwo,
  });

  const grant = async (on: Expected[], window: Window) => {
    const fields = { startTime: toIso(window.startMs), endTime: toIso(window.endMs) };
    await test.granted({ doorUuids: on.map(({ door }) => door.uuid), ...fields });
    let isRepeated = false;
    for (const { permanent } of on) {
      const held = permanent.findIndex(({ endMs }) => !isOver(test, endMs));
      if (held >= 0) isRepeated = true;
      permanent.splice(held < 0 ? permanent.length : held, 1, window);
    }
    const violations = test.emulator.journal.read({ method: 'POST', path: '/v2/users' }).at(-1)?.violations;
    expect(violations).toEqual(isRepeated ? ['duplicate_grant'] : []);
  };

  const act = async (kind: 'daily' | 'manager' | 'delete', on: Expected, userUuid: string) => {
    const doorUuid = on.door.uuid;
    if (kind === 'daily') {
      await test.granted({
        passcodeType: 'DAILY',
        doorUuids: [doorUuid],
        startTime: toIso(test.emulator.clock.nowMs()),
      });
      on.daily += 1;
    } else if (kind === 'manager') {
      await test.control('POST', '/world/events', { type: 'manager_granted', userUuid, doorUuid });
      on.managed += 1;
    } else {
      const whenNone = on.daily > 0 ? 400 : 404;
      const { status } = await test.api('DELETE', `/v1/users/${userUuid}/doors/${doorUuid}`);
      expect(status).toBe(on.permanent.pop() ? 200 : whenNone);
    }
  };

  const compare = async (expected: Expected[], userUuid: string) => {
    const accesses = await readAccesses(test, userUuid);
    for (const { door, permanent, daily, managed } of expected) {
      const here = accesses.filter(({ doorUuid }) => doorUuid === door.uuid);
      const lasting = here.filter(({ passcodeType }) => passcodeType === 'PERMANENT');
      expect(lasting.map(({ startTime, endTime }) => [startTime, endTime])).toEqual(
        permanent.map(({ startMs, endMs }) => [toIso(startMs), toIso(endMs)]),
      );
      expect(here.length - lasting.length).toBe(daily);
      const left = door.accesses.filter(({ granter, revokedMs }) => granter.type === 'MANAGER' && revokedMs === null);
      expect(left.length).toBe(managed);
    }
  };

  it('overwrite what is held, add where nothing is, and take the partner’s PERMANENT access on that door only', async () => {
    const steps = fc.array(fc.oneof(grantStep, { arbitrary: doorStep, weight: 3 }, moveStep), {
      minLength: 6,
      maxLength: 16,
    });
    await fc.assert(
      fc.asyncProperty(steps, async (taken) => {
        const doors = beginWith(test, { accessibilityType: 'COMMUNAL', isConnected: true }, 2);
        const expected = doors.map((door): Expected => ({ door, permanent: [], daily: 0, managed: 0 }));
        const { userUuid } = await test.granted({ passcodeType: 'DAILY', doorUuids: [doors[0]?.uuid] });
        for (const first of expected.slice(0, 1)) first.daily = 1;
        for (const step of taken) {
          if (step.kind === 'move') pass(test, step.hours);
          else if (step.kind === 'grant') {
            const on = expected.filter((_, index) => step.doors.includes(index));
            await grant(on, windowAround(test, step.start, step.end));
          } else {
            for (const on of expected.slice(step.door, step.door + 1)) await act(step.kind, on, userUuid);
          }
          await compare(expected, userUuid);
        }
      }),
      runs,
    );
  });
});

describe('guests of a resident', () => {
  const doorStep = fc.oneof(
    fc.record({ kind: fc.constant('delete' as const), door: doorIndex }),
    fc.record({ kind: fc.constant('end' as const), door: doorIndex, hours }),
  );
  const emailOf = (guest: number) => `guest${guest}@example.org`;

  it('hold at any time just the doors shared with them that the resident holds', async () => {
    const shares = fc.array(fc.uniqueArray(doorIndex, { minLength: 1 }), { minLength: 1, maxLength: 2 });
    const steps = fc.array(fc.oneof(doorStep, moveStep), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(shares, steps, async (shared, taken) => {
        const doorUuids = beginWith(test, { isConnected: true }, 3).map(({ uuid }) => uuid);
        const { userUuid: hostUuid } = await test.granted({ doorUuids, role: 'RESIDENT', shareable: true });
        for (const [guest, indexes] of shared.entries()) {
          const identity = { email: emailOf(guest), firstName: 'Gus', lastName: 'Guest' };
          for (const index of indexes) {
            const event = { type: 'guest_invited', hostUuid, doorUuid: doorUuids[index], ...identity };
            await test.control('POST', '/world/events', event);
          }
        }
        /** When the resident's own access ends, by door; gone where it was revoked. */
        const ends = new Map<number, number | null>(doorUuids.map((_, index) => [index, null]));
        for (const step of taken) {
          if (step.kind === 'move') pass(test, step.hours);
          else {
            const path = `/v1/users/${hostUuid}/doors/${doorUuids[step.door]}`;
            const endMs = step.kind === 'end' ? test.emulator.clock.nowMs() + step.hours * hourMs : null;
            const change = { endTime: toIso(endMs), shareable: true };
            const reply = await (step.kind === 'end' ? test.api('PATCH', path, change) : test.api('DELETE', path));
            expect(reply.status).toBe(ends.has(step.door) ? 200 : 404);
            if (step.kind === 'delete') ends.delete(step.door);
            else if (ends.has(step.door)) ends.set(step.door, endMs);
          }
          for (const [guest, indexes] of shared.entries()) {
            const accesses = await readAccesses(test, test.emulator.world.userByEmail(emailOf(guest))?.uuid);
            const left = indexes.filter((index) => ends.has(index) && !isOver(test, ends.get(index) ?? null));
            expect(accesses.map(({ doorUuid }) => doorUuid)).toEqual(left.map((index) => doorUuids[index]));
          }
        }
      }),
      runs,
    );
  });
});

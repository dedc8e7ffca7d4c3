import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { worldEvent } from '../contract/world-events.ts';
import { startTestApi } from '../testing/api-client.ts';
import { effectCases } from '../testing/effect-cases.ts';
import { eventCases } from '../testing/event-cases.ts';
import { meet } from '../testing/meet.ts';
import { effect } from './effects.ts';

// Started here because the cases, from which the tests are made, name doors and people of its world.
const test = await startTestApi({ people: 120, validatesAnswers: false });
const cases = [...effectCases(test), ...eventCases(test)];
beforeEach(() => test.emulator.reset({}));
afterAll(() => test.close());

describe('each effect with each of its values', () => {
  it.each(cases.map((one) => [JSON.stringify(one.effect), one] as const))(
    '%s takes effect once',
    async (_name, one) => {
      const { effect: wanted, call, isSeen, isSeenLater } = one;
      const meetIt = call ?? (() => meet(test, 'GET', '/access/sdk/v1/users?pageSize=10&pageToken=10'));
      const match = wanted.type === 'token_ttl' ? undefined : { path: '/access/sdk/*' };
      const id = await test.fault({ match, effect: wanted, times: 1 });
      expect(await isSeen(await meetIt())).toBe(true);
      expect([false, isSeenLater]).toContain(await isSeen(await meetIt()));
      expect((await test.control('GET', `/faults/${id}`)).json).toMatchObject({ fired: 1 });
    },
  );

  it('is among the cases', () => {
    const tried = cases.flatMap(({ effect: one }): object[] => (one.type === 'world_event' ? [one, one.event] : [one]));
    const options: Option[] = [...effect.options, ...worldEvent.options];
    const missing = options.flatMap(({ shape }) =>
      Object.entries(shape).flatMap(([name, schema]) =>
        valuesOf(schema)
          .map((value) => ({ type: shape.type.value, [name]: value }))
          .filter((wanted) => !tried.some((one) => isPart(wanted, one))),
      ),
    );
    expect(missing).toEqual([]);
  });
});

type Option = { shape: Record<string, z.core.$ZodType> & { type: z.ZodLiteral<string> } };

function isPart(part: object, whole: object): boolean {
  return Object.entries(part).every(([name, value]) => Reflect.get(whole, name) === value);
}

/** The values a field enumerates; none for a field of any number or text. */
function valuesOf(schema: z.core.$ZodType): unknown[] {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodOptional) return valuesOf(schema.unwrap());
  if (schema instanceof z.ZodUnion) return schema.options.flatMap(valuesOf);
  if (schema instanceof z.ZodBoolean) return [true, false];
  if (schema instanceof z.ZodEnum) return schema.options;
  return schema instanceof z.ZodLiteral ? [...schema.values] : [];
}

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addMs, type Instant } from '../time/instant.ts';
import { type CallPlan, type Held, merged, planCalls, type Reason } from './plan-calls.ts';

const epoch = '2026-11-25T12:00:00.000Z';
const instant = fc.integer({ min: 0, max: 4 }).map((days): Instant => addMs(epoch, days * 86_400_000));
const end = fc.option(instant.map((at) => addMs(at, 10 * 86_400_000)));
const doorId = fc.constantFrom('lobby', 'gym', 'apt 4b', 'apt 5c');
const reason: fc.Arbitrary<Reason> = fc.record({
  doorId,
  start: instant,
  end,
  shareable: fc.boolean(),
  role: fc.constantFrom('resident', 'non_resident'),
});
const reasons = fc.array(reason, { maxLength: 8 });
const held: fc.Arbitrary<Held[]> = fc.array(
  fc.record({ doorId, start: instant, end, shareable: fc.option(fc.boolean()) }),
  { maxLength: 6 },
);

const grantedIn = (plan: CallPlan) => plan.grants.flatMap((grant) => grant.doorIds);
const doorsOf = (rows: readonly { doorId: string }[]) => new Set(rows.map((row) => row.doorId));

test('each door is touched once at most, and only one that has or had a reason', () => {
  fc.assert(
    fc.property(held, reasons, reasons, (have, before, after) => {
      const plan = planCalls(have, before, after);
      const touched = [
        ...grantedIn(plan),
        ...plan.changes.map((change) => change.doorId),
        ...plan.revocations,
        ...plan.kept,
        ...plan.unclear,
      ];
      expect(new Set(touched).size).toBe(touched.length);
      const known = doorsOf([...before, ...after]);
      expect(touched.filter((id) => !known.has(id))).toEqual([]);
    }),
  );
});

test('a door with a reason left is never revoked, one without is never kept', () => {
  fc.assert(
    fc.property(held, reasons, reasons, (have, before, after) => {
      const { revocations } = planCalls(have, before, after);
      const wanted = doorsOf(after);
      const expected = [...doorsOf(before)].filter((id) => !wanted.has(id) && doorsOf(have).has(id));
      expect(revocations.toSorted()).toEqual(expected.toSorted());
    }),
  );
});

test('carried out, the plan gives what is wanted, and asks for nothing more', () => {
  fc.assert(
    fc.property(held, reasons, reasons, (have, before, after) => {
      const once = have.filter((one) => have.filter((other) => other.doorId === one.doorId).length === 1);
      const result = carriedOut(once, planCalls(once, before, after));
      for (const doorId of doorsOf(after)) {
        const wanted = merged(after.filter((one) => one.doorId === doorId));
        expect(result.find((one) => one.doorId === doorId)).toMatchObject({
          end: wanted.end,
          shareable: wanted.shareable,
        });
      }
      const again = planCalls(result, before, after);
      expect([...grantedIn(again), ...again.changes, ...again.revocations, ...again.unclear]).toEqual([]);
    }),
  );
});

test('a held door is changed and never granted on top', () => {
  fc.assert(
    fc.property(held, reasons, reasons, (have, before, after) => {
      const isHeld = doorsOf(have);
      const plan = planCalls(have, before, after);
      expect(grantedIn(plan).filter((id) => isHeld.has(id))).toEqual([]);
      expect(plan.changes.filter((change) => !isHeld.has(change.doorId))).toEqual([]);
    }),
  );
});

test('doors with equal terms go in one call, so that the person hears of it once', () => {
  fc.assert(
    fc.property(reasons, (after) => {
      const { grants } = planCalls([], [], after);
      expect(new Set(grants.map(({ terms }) => JSON.stringify(terms))).size).toBe(grants.length);
    }),
  );
});

const lease = (...doorIds: string[]): Reason[] =>
  doorIds.map((id) => ({ doorId: id, start: epoch, end: null, shareable: true, role: 'resident' }));

test('a transfer takes the old home and leaves the lobby alone', () => {
  const before = lease('apt 4b', 'lobby', 'gym');
  const plan = planCalls(
    before.map((one) => ({ ...one })),
    before,
    lease('apt 5c', 'lobby', 'gym'),
  );
  expect(plan).toMatchObject({ revocations: ['apt 4b'], changes: [], kept: ['lobby', 'gym'] });
  expect(grantedIn(plan)).toEqual(['apt 5c']);
});

test('the end of one reason shortens a door that another still wants', () => {
  const long = lease('lobby');
  const short: Reason[] = [{ doorId: 'lobby', start: epoch, end: addMs(epoch, 1000), shareable: false, role: 'guest' }];
  const plan = planCalls(long, [...long, ...short], short);
  expect(plan.changes).toMatchObject([{ doorId: 'lobby', end: addMs(epoch, 1000), shareable: false }]);
});

/** What would be held afterwards. */
function carriedOut(have: readonly Held[], plan: CallPlan): Held[] {
  const changed = have
    .filter((one) => !plan.revocations.includes(one.doorId))
    .map((one) => ({ ...one, ...plan.changes.find((change) => change.doorId === one.doorId) }));
  const granted = plan.grants.flatMap(({ doorIds, terms }) =>
    doorIds.map((id) => ({ doorId: id, start: terms.start, end: terms.end, shareable: terms.shareable })),
  );
  return [...changed, ...granted];
}

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
      const plan = planCalls(have, before, after, epoch);
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
      const { revocations } = planCalls(have, before, after, epoch);
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
      const result = carriedOut(once, planCalls(once, before, after, epoch));
      for (const doorId of doorsOf(after)) {
        const wanted = merged(after.filter((one) => one.doorId === doorId));
        expect(result.find((one) => one.doorId === doorId)).toMatchObject({
          end: wanted.end,
          shareable: wanted.shareable,
        });
      }
      const again = planCalls(result, before, after, epoch);
      expect([...grantedIn(again), ...again.changes, ...again.revocations, ...again.unclear]).toEqual([]);
    }),
  );
});

test('a held door is changed and never granted on top', () => {
  fc.assert(
    fc.property(held, reasons, reasons, (have, before, after) => {
      const isHeld = doorsOf(have);
      const plan = planCalls(have, before, after, epoch);
      expect(grantedIn(plan).filter((id) => isHeld.has(id))).toEqual([]);
      expect(plan.changes.filter((change) => !isHeld.has(change.doorId))).toEqual([]);
    }),
  );
});

test('doors with equal terms go in one call, so that the person hears of it once', () => {
  fc.assert(
    fc.property(reasons, (after) => {
      const { grants } = planCalls([], [], after, epoch);
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
    epoch,
  );
  expect(plan).toMatchObject({ revocations: ['apt 4b'], changes: [], kept: ['lobby', 'gym'] });
  expect(grantedIn(plan)).toEqual(['apt 5c']);
});

test('the end of one reason shortens a door that another still wants', () => {
  const long = lease('lobby');
  const short: Reason[] = [{ doorId: 'lobby', start: epoch, end: addMs(epoch, 1000), shareable: false, role: 'guest' }];
  const plan = planCalls(long, [...long, ...short], short, epoch);
  expect(plan.changes).toMatchObject([{ doorId: 'lobby', end: addMs(epoch, 1000), shareable: false }]);
});

const dayMs = 86_400_000;
const day = (days: number): Instant => addMs(epoch, days * dayMs);
const wants = (kind: Reason['kind'], start: Instant, until: Instant | null): Reason => ({
  ...{ doorId: 'apt 4b', start, end: until, shareable: true, role: 'resident', kind },
});
const holds = (start: Instant, until: Instant | null): Held => ({
  ...{ doorId: 'apt 4b', start, end: until, shareable: true },
});

test('a lease that begins later does not open a door that is held until before', () => {
  const tour = wants('by_hand', day(-1), day(0.25));
  const plan = planCalls([holds(day(-1), day(0.25))], [tour], [tour, wants('lease', day(30), null)], epoch);
  expect(plan).toMatchObject({ apart: ['apt 4b'], kept: ['apt 4b'], changes: [], grants: [], revocations: [] });
  const unnoted = planCalls([holds(day(-1), day(0.25))], [], [wants('lease', day(30), null)], epoch);
  expect(unnoted).toMatchObject({ apart: ['apt 4b'], kept: [], changes: [], grants: [], revocations: [] });
});

test.each([
  ['lease', 1.2, ['apt 4b'], []],
  ['lease', 3, ['apt 4b'], []],
  ['lease', 3.1, [], ['apt 4b']],
  ['guest', 1.2, [], ['apt 4b']],
  ['guest', 0, ['apt 4b'], []],
] as const)('a %s that ends %d days before a lease begins: changed %j, apart %j', (kind, days, changed, apart) => {
  const old = wants(kind, day(-300), day(20));
  const renewed = wants('lease', day(20 + days), day(400));
  const plan = planCalls([holds(day(-300), day(20))], [old], [old, renewed], epoch);
  expect(plan.changes.map(({ doorId }) => doorId)).toEqual(changed);
  expect(plan.apart).toEqual(apart);
});

test('what is held for something that ends is taken, though a lease will want it later', () => {
  const [now, later] = [wants('by_hand', day(-1), day(5)), wants('lease', day(30), null)];
  const plan = planCalls([holds(day(-1), day(5))], [now, later], [later], epoch);
  expect(plan).toMatchObject({ revocations: ['apt 4b'], apart: [], changes: [], grants: [] });
});

test('what is over wants nothing: neither an earlier start nor an end that has passed', () => {
  const over = wants('lease', day(-400), day(-2));
  const [next] = planCalls([], [over], [over, wants('lease', day(1), day(300))], epoch).grants;
  expect(next?.terms).toMatchObject({ start: day(1), end: day(300) });
  expect(planCalls([], [over], [over], epoch).grants).toEqual([]);
  expect(planCalls([holds(day(-1), null)], [over], [over], epoch).revocations).toEqual(['apt 4b']);
});

test('an access that begins later than wanted is said to, and not taken for held; a start moved by moments is no later one', () => {
  const wanted = wants('lease', day(-1), day(300));
  expect(planCalls([holds(day(30), day(300))], [], [wanted], epoch)).toMatchObject({ late: ['apt 4b'] });
  expect(planCalls([holds(addMs(epoch, 30_000), day(300))], [], [wanted], epoch).late).toEqual([]);
  const later = wants('lease', day(30), day(300));
  expect(planCalls([holds(day(30), day(300))], [], [later], epoch).late).toEqual([]);
});

test('no plan opens a door on a day that nothing wants, but for the days of a renewal', () => {
  const spell = fc
    .record({ from: fc.integer({ min: -5, max: 25 }), days: fc.integer({ min: 1, max: 9 }) })
    .map(({ from, days }) => ({ start: day(from), end: day(from + days) }));
  const wish = fc
    .record({ kind: fc.constantFrom('lease' as const, 'guest' as const), of: spell })
    .map(({ kind, of }) => wants(kind, of.start, of.end));
  const have = fc.option(spell.filter((of) => of.end > epoch).map((of) => holds(of.start, of.end)));
  fc.assert(
    fc.property(have, fc.array(wish, { maxLength: 5 }), fc.array(wish, { maxLength: 5 }), (access, before, after) => {
      const result = carriedOut(access ? [access] : [], planCalls(access ? [access] : [], before, after, epoch));
      const isOpen = (spells: readonly Pick<Held, 'start' | 'end'>[], at: Instant) =>
        spells.some((one) => one.start <= at && (one.end === null || at < one.end));
      const renewals = after.filter(({ kind }) => kind === 'lease').map((one) => renewalOf(one));
      for (let noon = 0.5; noon < 40; noon += 1) {
        const opensNew = isOpen(result, day(noon)) && !isOpen(access ? [access] : [], day(noon));
        if (opensNew) expect(isOpen([...after, ...renewals], day(noon))).toBe(true);
      }
    }),
  );
});

const renewalOf = ({ end: ended }: Reason) => ({ start: ended ?? epoch, end: addMs(ended ?? epoch, 3 * dayMs) });

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

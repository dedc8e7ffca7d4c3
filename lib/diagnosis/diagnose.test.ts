import { expect, test } from 'vitest';
import type { AccessView } from '../schemas/access.ts';
import type { Check } from '../schemas/diagnosis.ts';
import { sampleAccess } from '../testing/sample-access.ts';
import { diagnose } from './diagnose.ts';
import { accessInQuestion, type DiagnosisFacts, doorsOpenNow } from './facts.ts';

const facts: DiagnosisFacts = {
  at: '2027-03-01T15:00:00.000Z',
  person: { email: 'maya@example.com', phone: null, isGone: false },
  twinId: null,
  door: {
    id: 'gym',
    name: 'Gym',
    buildingName: 'Harbor House',
    timeZone: 'America/New_York',
    kind: 'door',
    isActivated: true,
    isConnected: true,
    batteryPercent: 80,
    batteryAt: '2027-02-27T12:00:00.000Z',
    isGone: false,
  },
  access: sampleAccess(),
  seenFirstAt: '2027-02-01T12:00:00.000Z',
  grant: { email: 'maya@example.com', phone: null, notify: true, at: '2027-02-01T12:00:00.000Z' },
  opensNow: ['Gym'],
};

const door = (given: Partial<DiagnosisFacts['door']>) => ({ door: { ...facts.door, ...given } });
const access = (given: Partial<AccessView>) => ({ access: sampleAccess(given) });
const run = (given: Partial<DiagnosisFacts> = {}) => diagnose({ ...facts, ...given });
const check = (id: Check['id'], given: Partial<DiagnosisFacts>) => run(given).checks.find((one) => one.id === id);
const ids = (given: Partial<DiagnosisFacts>) => run(given).checks.map(({ id }) => id);

test('when nothing speaks against it everything is said to be in order, in one fixed order', () => {
  const { checks, aloud, next } = run();
  expect(checks.map(({ id }) => id)).toEqual([
    'account',
    'access',
    'confirmation',
    'door',
    'window',
    'address',
    'connection',
    'battery',
    'message',
    'doorcode',
  ]);
  expect(new Set(checks.map(({ verdict }) => verdict))).toEqual(new Set(['ok']));
  expect(aloud).toContain('check that it shows maya@example.com');
  expect(next.sentence).toContain('light');
});

test('a daily code that is in order is compared digit by digit', () => {
  const { aloud, next } = run(access({ passcodeType: 'DAILY' }));
  expect(aloud).toContain('seven digits');
  expect(next.button).toEqual({ kind: 'reveal' });
});

test('a person gone from OpenKit stops everything else', () => {
  const { checks, next } = run({ person: { ...facts.person, isGone: true }, ...door({ isConnected: false }) });
  expect(checks[0]).toMatchObject({ id: 'account', verdict: 'stop' });
  expect(next.button).toMatchObject({ kind: 'link', href: '/people' });
});

test('a second account with the same address may be the one the app uses: the way there names no address', () => {
  expect(check('account', { twinId: 'twin' })?.verdict).toBe('warn');
  expect(run({ twinId: 'twin' }).next.button).toMatchObject({ href: '/people/twin' });
});

test('without an access the doors they do have are named, and giving it is offered', () => {
  const { checks, aloud, next } = run({ access: null, opensNow: ['Lobby', 'Pool'] });
  expect(checks.map(({ id }) => id)).toEqual(['account', 'access', 'door', 'battery']);
  expect(checks[1]).toMatchObject({ verdict: 'stop', sentence: expect.stringContaining('Lobby and Pool') });
  expect(aloud).toBe('You have no access to Gym. What you can open now: Lobby and Pool.');
  expect(next.button).toEqual({ kind: 'give_access' });
});

test('an access that was taken away is not called ended', () => {
  expect(check('access', access({ state: 'gone' }))).toMatchObject({
    verdict: 'stop',
    sentence: expect.stringContaining('taken away'),
  });
  expect(ids(access({ state: 'gone' }))).not.toContain('window');
});

test.each([
  { pending: 'sending', pendingKind: 'grant', isHeld: false, verdict: 'stop', says: 'not confirmed' },
  { pending: 'unknown', pendingKind: 'grant', isHeld: false, verdict: 'stop', says: 'Do not repeat' },
  { pending: 'sending', pendingKind: 'revoke', isHeld: true, verdict: 'warn', says: 'being revoked' },
  { pending: 'sending', pendingKind: 'change', isHeld: true, verdict: 'warn', says: 'not confirmed' },
  { pending: 'needs_person', pendingKind: 'grant', isHeld: false, verdict: 'stop', says: 'We could not find out' },
] as const)(
  '$pendingKind $pending (held: $isHeld) is told as $verdict, with its operation',
  ({ verdict, says, ...given }) => {
    const asked = access({ ...given, operationId: 'op' });
    expect(check('confirmation', asked)).toMatchObject({ verdict, sentence: expect.stringContaining(says) });
    expect(run(asked).next.button).toMatchObject({ kind: 'link', href: '/operations/op' });
  },
);

test('a daily code whose answer was lost may exist: the caller is asked before another one is given', () => {
  const asked = { pending: 'needs_person', pendingKind: 'grant', passcodeType: 'DAILY', operationId: 'op' } as const;
  const { aloud, next } = run(access({ ...asked, isHeld: false }));
  expect(aloud).toContain('Did Latch send you one?');
  expect(next).toMatchObject({ button: { href: '/operations/op' }, sentence: expect.stringContaining('only if none') });
  expect(run(access({ ...asked, isHeld: true })).aloud).toContain('not sure');
});

test.each([
  [{ kind: 'elevator' as const }, 'elevators'],
  [{ isActivated: false }, 'No lock'],
  [{ isGone: true }, 'no longer shows this door'],
])('a door that OpenKit cannot open stops it: %o', (given, says) => {
  expect(check('door', door(given))).toMatchObject({ verdict: 'stop', sentence: expect.stringContaining(says) });
  expect(run(door(given)).next.button).toMatchObject({ href: '/doors/gym' });
});

test('an access that begins later says when, where, and what time it is there', () => {
  const later = access({ state: 'scheduled', start: '2027-03-02T14:00:00.000Z' });
  expect(check('window', later)).toMatchObject({
    verdict: 'stop',
    sentence: 'It has not begun: it starts 2 Mar 2027, 09:00 (New York). It is 1 Mar 2027, 10:00 (New York) there now.',
  });
  expect(run({ ...later, ...door({ timeZone: null }) }).aloud).toContain('14:00 (UTC). Until then');
  expect(run(later).aloud).toContain('starts on 2 Mar 2027, 09:00 (New York)');
});

test('an access that ended stops, and what came after is not looked at', () => {
  const over = access({ state: 'ended', end: '2027-02-28T16:00:00.000Z' });
  expect(check('window', over)).toMatchObject({
    verdict: 'stop',
    sentence: expect.stringContaining('28 Feb 2027, 11:00'),
  });
  expect(ids(over)).not.toContain('doorcode');
});

test('without a zone nobody can tell what time it is there', () => {
  expect(check('window', door({ timeZone: null }))?.verdict).toBe('unknown');
});

test('an offline lock not seen since the access changed may not know of it', () => {
  const offline = { ...door({ isConnected: false }), ...access({ awaitsSyncSince: '2027-02-01T12:00:00.000Z' }) };
  expect(check('connection', offline)).toMatchObject({
    verdict: 'warn',
    sentence: expect.stringContaining('1 Feb 2027, 07:00 (New York)'),
  });
  expect(run(offline).aloud).toContain('offline');
  const unknown = { ...offline, ...door({ isConnected: null }) };
  expect(check('connection', unknown)).toMatchObject({
    verdict: 'warn',
    sentence: expect.stringContaining('OpenKit does not say'),
  });
  expect(run(unknown).aloud).toContain('may not know about your access yet');
});

test('an offline lock that was connected since knows the access; of an old access nobody can tell', () => {
  expect(check('connection', door({ isConnected: false }))?.verdict).toBe('ok');
  expect(check('connection', { ...door({ isConnected: false }), seenFirstAt: null })?.verdict).toBe('unknown');
  expect(check('connection', door({ isConnected: null }))?.verdict).toBe('unknown');
});

test('an offline lock is no reason for a daily code', () => {
  const daily = { ...door({ isConnected: false }), ...access({ passcodeType: 'DAILY' }) };
  expect(check('connection', daily)?.verdict).toBe('ok');
});

test('the address is given letter by letter; another one than the invite went to is told', () => {
  expect(check('address', {})).toMatchObject({ verdict: 'ok', exact: 'maya@example.com' });
  const other = { grant: { email: 'maya@old.example', phone: null, notify: true, at: facts.at } };
  expect(check('address', other)).toMatchObject({
    verdict: 'warn',
    exact: 'maya@example.com',
    sentence: expect.stringContaining('maya@old.example'),
  });
  const cased = { grant: { email: 'Maya@Example.com', phone: null, notify: true, at: facts.at } };
  expect(check('address', cased)?.verdict).toBe('ok');
});

test('a domain one slip away is asked about, and no address at all is unknown', () => {
  const slip = { person: { ...facts.person, email: 'maya@gmial.com' }, grant: null };
  expect(check('address', slip)).toMatchObject({
    verdict: 'warn',
    sentence: expect.stringContaining('maya@gmail.com'),
  });
  const none = { person: { ...facts.person, email: null }, grant: null };
  expect(check('address', none)).toMatchObject({ verdict: 'unknown', exact: null });
});

test('a daily code went to the phone it was given for', () => {
  const byPhone = { grant: { email: null, phone: '+12125550100', notify: true, at: facts.at } };
  const daily = { ...access({ passcodeType: 'DAILY' }), ...byPhone };
  expect(check('address', daily)?.exact).toBe('+12125550100');
  expect(check('message', daily)?.sentence).toContain('the code to +12125550100');
});

test('whether Latch told them is known only for what was given from here', () => {
  expect(check('message', {})).toMatchObject({
    verdict: 'ok',
    sentence: expect.stringContaining('an invite to maya@'),
  });
  expect(check('message', { grant: null })?.verdict).toBe('unknown');
  const shared = check('message', { grant: null, ...access({ granterKind: 'user' }) });
  expect(shared?.sentence).toContain('A resident gave');
});

test('given without a message: the app is explained, a daily code is read aloud', () => {
  const silent = { grant: { email: 'maya@example.com', phone: null, notify: false, at: facts.at } };
  expect(check('message', silent)?.verdict).toBe('warn');
  expect(run(silent).aloud).toContain('sign in as maya@example.com');
  expect(run({ ...silent, ...access({ passcodeType: 'DAILY' }) }).next.button).toEqual({ kind: 'reveal' });
});

test.each([
  ['resident', 'warn', 'Your doorcode is in the app too'],
  ['communal_conflict', 'warn', 'Please open it with the Latch app'],
  ['guest_conflict', 'warn', 'Please open it with the Latch app'],
] as const)('doorcode %s: %s', (doorcodeStatus, verdict, says) => {
  expect(check('doorcode', access({ doorcodeStatus }))?.verdict).toBe(verdict);
  expect(run(access({ doorcodeStatus })).aloud).toContain(says);
});

test.each(['none', 'unknown'] as const)('doorcode %s is not known to be the reason', (doorcodeStatus) => {
  expect(check('doorcode', access({ doorcodeStatus }))?.verdict).toBe('unknown');
});

test('a low battery may be why; a stale or missing reading says nothing', () => {
  expect(check('battery', door({ batteryPercent: 9 }))?.verdict).toBe('warn');
  expect(check('battery', door({ batteryAt: '2026-12-01T00:00:00.000Z' }))?.verdict).toBe('unknown');
  expect(check('battery', door({ batteryPercent: null }))?.verdict).toBe('unknown');
});

test('a low battery goes before a code that a resident finds in the app', () => {
  const both = { ...access({ doorcodeStatus: 'resident' }), ...door({ batteryPercent: 9 }) };
  expect(run(both).aloud).toContain('battery');
});

test('what stops goes before what may, wherever it stands', () => {
  const both = { twinId: 'twin', ...access({ state: 'scheduled', start: '2027-03-02T14:00:00.000Z' }) };
  expect(run(both).aloud).toContain('starts on');
});

test('of several accesses to a door the one that works is meant', () => {
  const of = (id: string, given: Partial<AccessView>) => ({ ...sampleAccess(given), id });
  const asked = of('asked', { isHeld: false });
  const all = [
    of('gone', { state: 'gone' }),
    of('ended', { state: 'ended' }),
    asked,
    of('next', { state: 'scheduled' }),
  ];
  expect(accessInQuestion([...all, of('now', {})], 'gym')?.id).toBe('now');
  expect(accessInQuestion(all, 'gym')?.id).toBe('next');
  expect(accessInQuestion(all.slice(0, 3), 'gym')?.id).toBe('asked');
  expect(accessInQuestion(all.slice(0, 2), 'gym')?.id).toBe('ended');
  expect(accessInQuestion(all, 'pool')).toBeNull();
});

test('doors that open now are named once, those of the building first, others with theirs', () => {
  const far = sampleAccess({ doorId: 'roof', doorName: 'Roof', buildingId: 'mill', buildingName: 'Mill' });
  const over = sampleAccess({ doorId: 'pool', doorName: 'Pool', state: 'ended' });
  expect(doorsOpenNow([far, sampleAccess(), sampleAccess(), over], 'harbor')).toEqual(['Gym', 'Roof (Mill)']);
});

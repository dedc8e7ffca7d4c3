import { describe, expect, it } from 'vitest';
import { createReader } from './reader.ts';
import { createWarnings } from './warnings.ts';

const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
type Row = Record<string, unknown>;

const building = (): Row => ({
  uuid: id(1),
  name: 'Gold Street',
  address: {
    addressLine1: '1 Gold St',
    addressLine2: '',
    addressLine3: '',
    city: 'New York',
    state: 'NY',
    postalCode: '10038',
    country: 'US',
  },
  portfolio: { uuid: id(2), name: 'East' },
  timezone: 'America/New_York',
});
/** The other form of it: the portfolio and the zone inside the address. */
function inProse(): Row {
  const { portfolio, timezone, address, ...rest } = building();
  return { ...rest, address: { ...(address as Row), portfolio, timezone } };
}
const door = (): Row => ({
  uuid: id(3),
  buildingUuid: id(1),
  name: 'Lobby',
  type: 'DOOR',
  accessibilityType: 'COMMUNAL',
  isConnected: true,
  device: { serialNumber: 'S1', type: 'R', battery: { percentage: 92, lastUpdated: 1_737_137_633 } },
});
const access = (): Row => ({
  doorUuid: id(3),
  passcodeType: 'PERMANENT',
  shareable: true,
  startTime: '2026-11-01T00:00:00Z',
  endTime: '2027-11-01T00:00:00+01:00',
  granter: { type: 'PARTNER', uuid: id(9) },
  role: 'NON_RESIDENT',
  doorcode: { code: '0123456', description: 'VALID' },
});
const user = (): Row => ({
  userUuid: id(4),
  firstName: 'Ada',
  lastName: 'Lovelace',
  email: 'ada@example.com',
  phone: '+1-111-111-1111',
  accesses: [access()],
});

function read<K extends 'buildings' | 'doors' | 'people' | 'residents'>(kind: K, row: unknown) {
  const warnings = createWarnings();
  const rows = kind === 'people' ? 'users' : kind;
  const page = createReader(warnings.warn)[kind]({ [rows]: [row, row], nextPageToken: 'more' });
  return { page, item: page?.items[0], warnings: warnings.take() };
}

/** Every path to a value in a row, arrays by index: `address.city`, `accesses.0.role`. */
function pathsOf(value: unknown, prefix = ''): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => [`${prefix}${key}`, ...pathsOf(child, `${prefix}${key}.`)]);
}

/** The row with the value at a path replaced, or taken out when it is undefined. */
function spoil(row: Row, path: string, value: unknown): Row {
  const spoiled = structuredClone(row);
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  const parent = keys.reduce<Row>((at, key) => at[key] as Row, spoiled);
  if (value === undefined) delete parent[last];
  else parent[last] = value;
  return spoiled;
}

const strange: [string, unknown][] = [
  ['missing', undefined],
  ['null', null],
  ['a new word', 'BRAND_NEW'],
  ['a number', -1],
  ['a list', []],
  ['an object', {}],
];

describe.each<['buildings' | 'doors' | 'people' | 'residents', Row, string[]]>([
  ['buildings', building(), ['uuid']],
  ['buildings', inProse(), ['uuid']],
  ['doors', door(), ['uuid', 'buildingUuid']],
  ['people', user(), ['userUuid']],
  ['residents', spoil(user(), 'accesses', undefined), ['userUuid']],
])('one strange field in %s', (kind, row, identity) => {
  const cases = pathsOf(row).flatMap((path) => strange.map(([what, value]) => [path, what, value] as const));

  it.each(cases)('%s is %s: the page is read, and only what has no identity is left out', (path, what, value) => {
    const { page, warnings } = read(kind, spoil(row, path, value));
    const isLost = identity.includes(path);
    expect(page?.items).toHaveLength(isLost ? 0 : 2);
    expect(page?.unreadable).toBe(isLost || mayHideAccesses(path, what) ? 2 : 0);
    if (isLost) expect(warnings).toMatchObject([{ count: 2 }]);
  });

  it('says nothing about a sound row', () => {
    expect(read(kind, row).warnings).toEqual([]);
  });
});

/** No list, or a row in it that is none or names no door; leaving the list out just says that there are none. */
function mayHideAccesses(path: string, what: string): boolean {
  if (path === 'accesses') return !['missing', 'a list'].includes(what);
  return ['accesses.0', 'accesses.0.doorUuid'].includes(path);
}

describe('what stands in for the unknown', () => {
  it.each<[string, unknown, object]>([
    ['passcodeType', 'WEEKLY', { passcodeType: 'UNKNOWN' }],
    ['shareable', null, { shareable: null }],
    ['startTime', 'yesterday', { start: '1970-01-01T00:00:00.000Z' }],
    ['startTime', '2026-11-01T00:00:00', { start: '1970-01-01T00:00:00.000Z' }],
    ['endTime', null, { end: null }],
    ['endTime', '2027-07-31T11:00:00', { end: undefined }],
    ['endTime', 1_816_945_200, { end: undefined }],
    ['endTime', '', { end: undefined }],
    ['granter', undefined, { granterKind: 'unknown', granterId: null }],
    ['granter.type', 'ROBOT', { granterKind: 'unknown', granterId: id(9) }],
    ['role', undefined, { role: null }],
    ['role', 'TOURER', { role: 'tourer' }],
    ['doorcode', null, { doorcodeStatus: 'none' }],
    ['doorcode', undefined, { doorcodeStatus: null }],
    ['doorcode', 'secret', { doorcodeStatus: 'unknown' }],
    ['doorcode.description', 'LOCKDOWN', { doorcodeStatus: 'unknown' }],
    ['doorcode.description', 'USER_HAS_RESIDENT_ACCESS', { doorcodeStatus: 'resident' }],
    ['doorcode.code', null, { doorcodeStatus: 'unknown' }],
  ])('access %s = %j', (path, value, expected) => {
    const { item } = read('people', spoil(user(), `accesses.0.${path}`, value));
    expect(item).toMatchObject({ accesses: [expected] });
  });

  it.each<[string, unknown, object]>([
    ['device', null, { isActivated: false, batteryAt: null }],
    ['device', undefined, { isActivated: false }],
    ['device', 'odd', { isActivated: true, serialNumber: null }],
    ['device.battery.lastUpdated', 1_737_137_633_000, { batteryAt: '2025-01-17T18:13:53.000Z' }],
    ['type', 'HATCH', { kind: 'unknown' }],
    ['isConnected', undefined, { isConnected: null }],
    ['uuid', id(3).toUpperCase().replace('8000', 'ABCD'), { id: id(3).replace('8000', 'abcd') }],
  ])('door %s = %j', (path, value, expected) => {
    expect(read('doors', spoil(door(), path, value)).item).toMatchObject(expected);
  });

  it('a new enum word is counted with the word, any other value by its shape', () => {
    expect(read('doors', spoil(door(), 'type', 'HATCH')).warnings).toEqual([
      { at: 'Door.type', problem: 'unexpected', count: 2, example: 'HATCH' },
    ]);
    const { warnings } = read('people', spoil(user(), 'accesses.0.role', 'Ada Lovelace'));
    const example = 'expected one of RESIDENT, NON_RESIDENT, GUEST, TOURER, got text';
    expect(warnings).toEqual([{ at: 'User.accesses.role', problem: 'unexpected', count: 2, example }]);
  });

  it.each<['doors' | 'people', Row, string, unknown, string]>([
    ['doors', door(), 'name', undefined, 'Door.name missing: expected text, got nothing'],
    ['doors', door(), 'name', 7, 'Door.name unexpected: expected text, got number'],
    ['doors', door(), 'uuid', '17', 'Door.uuid unexpected: uuid: expected UUID, got text'],
    ['doors', door(), 'buildingUuid', null, 'Door.uuid unexpected: buildingUuid: expected text, got null'],
    ['doors', door(), 'device', [], 'Door.device unexpected: expected object, got list'],
    ['doors', door(), 'isConnected', null, 'Door.isConnected null: expected true or false, got null'],
    [
      'doors',
      door(),
      'device.battery.percentage',
      142,
      'Door.device.battery.percentage unexpected: expected at most 100, got number',
    ],
    [
      'people',
      user(),
      'accesses.0.shareable',
      'no',
      'User.accesses.shareable unexpected: expected true or false, got text',
    ],
    [
      'people',
      user(),
      'accesses.0.startTime',
      'yesterday',
      'User.accesses.startTime unexpected: expected date and time with an offset, got text',
    ],
    [
      'people',
      user(),
      'accesses.0.passcodeType',
      undefined,
      'User.accesses.passcodeType missing: expected one of PERMANENT, DAILY, DAILY_SINGLE_USE, got nothing',
    ],
  ])('%s %j, %s = %j is remembered as %s', (kind, row, path, value, said) => {
    const { warnings } = read(kind, spoil(row, path, value));
    expect(warnings.map(({ at, problem, example }) => `${at} ${problem}: ${example}`)).toEqual([said]);
  });

  it('no example says what a field held', () => {
    for (const [kind, row] of [
      ['buildings', building()],
      ['buildings', inProse()],
      ['doors', door()],
      ['people', user()],
    ] as const) {
      for (const path of pathsOf(row)) {
        for (const value of ['Zoë 4711', ['Zoë 4711'], { 'Zoë 4711': 'Zoë 4711' }, -4711]) {
          expect(JSON.stringify(read(kind, spoil(row, path, value)).warnings), path).not.toMatch(/Zo|4711/);
        }
      }
    }
  });
});

describe('both readings', () => {
  it('takes portfolio and time zone from the building or from its address', () => {
    for (const form of [building(), inProse()])
      expect(read('buildings', form).item).toMatchObject({
        timeZone: 'America/New_York',
        address: ['1 Gold St', 'New York', 'NY', '10038', 'US'],
        portfolio: { id: id(2), name: 'East' },
      });
  });

  it('tells a line of an address that cannot be read from an empty one', () => {
    const address = ['1 Gold St', null, 'NY', '10038', 'US'];
    expect(read('buildings', spoil(building(), 'address.city', undefined)).item).toMatchObject({ address });
    expect(read('buildings', spoil(building(), 'address', null)).item).toMatchObject({ address: [null] });
  });

  it('keeps a nonsense zone for showing and trusts none', () => {
    const { item } = read('buildings', spoil(building(), 'timezone', 'EST5'));
    expect(item).toMatchObject({ timeZone: null, statedTimeZone: 'EST5' });
  });

  it('tells an unmentioned phone from one that is not there', () => {
    expect(read('people', spoil(user(), 'phone', undefined)).item).not.toHaveProperty('phone');
    expect(read('people', spoil(user(), 'phone', null)).item).toMatchObject({ phone: null });
    expect(read('people', spoil(user(), 'email', '')).item).toMatchObject({ email: null });
  });

  it.each([undefined, null, ''])('the list ends at a page token of %j', (nextPageToken) => {
    const reader = createReader(createWarnings().warn);
    expect(reader.doors({ doors: [], nextPageToken })).toEqual({ items: [], unreadable: 0, nextPageToken: null });
  });

  it.each([
    ...[null, [], 'doors', {}, { doors: null }, { doors: {} }],
    ...[{}, '2\0', '2\ud83d'].map((nextPageToken) => ({ doors: [], nextPageToken })),
  ])('refuses %j instead of a page', (json) => {
    expect(createReader(createWarnings().warn).doors(json)).toBeNull();
  });
});

describe('text that would break something', () => {
  it('loses NUL and whatever is longer than 300 characters, and no half of an emoji', () => {
    const { item, warnings } = read('people', { ...user(), firstName: 'A\0da', lastName: '🗝️'.repeat(400) });
    expect(item).toMatchObject({ firstName: 'Ada', lastName: '🗝️'.repeat(150) });
    const example = 'expected at most 300 characters, got 800';
    expect(warnings).toEqual([{ at: 'User.lastName', problem: 'too_long', count: 2, example }]);
  });

  it('shows that there was half an emoji', () => {
    const { item } = read('people', { ...user(), firstName: 'Ada \ud83d', email: '\udd11@example.com' });
    expect(item).toMatchObject({ firstName: 'Ada \ufffd', email: '\ufffd@example.com' });
  });
});

describe('doorcodes', () => {
  it('never reach a snapshot', () => {
    expect(JSON.stringify(read('people', user()))).not.toContain('0123456');
  });

  it('are read for revealing, leading zero and all, and only where OpenKit calls them valid', () => {
    const conflict = { ...access(), doorcode: { code: '7654321', description: 'COMMUNAL_DOORCODE_CONFLICT' } };
    const revealed = createReader(createWarnings().warn).doorcodes({ ...user(), accesses: [access(), conflict] });
    expect(revealed?.doorcodes).toMatchObject([
      { doorId: id(3), code: '0123456', doorcodeStatus: 'valid' },
      { doorId: id(3), code: null, doorcodeStatus: 'communal_conflict' },
    ]);
  });

  it('of a row that names no door do not shift onto another', () => {
    const nameless = spoil(access(), 'doorUuid', null);
    const revealed = createReader(createWarnings().warn).doorcodes({ ...user(), accesses: [nameless, access()] });
    expect(revealed?.doorcodes).toMatchObject([{ doorId: id(3), code: '0123456' }]);
    expect(revealed?.doorcodes).toHaveLength(1);
  });
});

describe('the answer of a write', () => {
  it('is a whole person only with accesses in it', () => {
    const reader = createReader(createWarnings().warn);
    expect(reader.applied(user())).toMatchObject({ personId: id(4), person: { id: id(4) } });
    expect(reader.applied({ userUuid: id(4), doors: [] })).toEqual({ personId: id(4), person: null });
    expect(reader.applied({})).toEqual({ personId: null, person: null });
  });
});

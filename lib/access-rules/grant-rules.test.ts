import { describe, expect, test } from 'vitest';
import { checkGrant, type GrantDraft, isEmail, isTodayOrTomorrow } from './grant-rules.ts';

const now = '2026-11-23T15:00:00.000Z';
const door = { name: 'Gym', kind: 'door', isActivated: true, timeZone: 'America/New_York' } as const;

function draft(change: { recipient?: object; terms?: object; doors?: GrantDraft['doors'] } = {}): GrantDraft {
  return {
    recipient: { firstName: 'Maya', lastName: 'Okafor', email: 'maya@example.com', phone: null, ...change.recipient },
    terms: {
      passcodeType: 'PERMANENT',
      start: now,
      end: null,
      shareable: false,
      role: 'non_resident',
      notify: true,
      ...change.terms,
    },
    doors: change.doors ?? [door],
  };
}

const reasons = (change: Parameters<typeof draft>[0]) =>
  checkGrant(draft(change), now).map(({ field, reason }) => `${field}: ${reason}`);

describe('PERMANENT', () => {
  test('a full draft breaks no rule, with and without a phone, and may be shareable', () => {
    expect(reasons({})).toEqual([]);
    expect(reasons({ recipient: { phone: '+12125550123' }, terms: { shareable: true } })).toEqual([]);
  });

  test.each([
    [{ recipient: { email: null } }, 'recipient.email: email_required'],
    [{ recipient: { email: 'maya@example' } }, 'recipient.email: email_invalid'],
    [{ recipient: { phone: 'call me' } }, 'recipient.phone: phone_invalid'],
    [{ recipient: { firstName: ' ' } }, 'recipient.firstName: name_required'],
    [{ recipient: { lastName: '' } }, 'recipient.lastName: name_required'],
    [{ doors: [] }, 'doorIds: doors_required'],
    [{ doors: [{ ...door, kind: 'elevator' as const }] }, 'doorIds: door_elevator'],
    [{ doors: [door, { ...door, isActivated: false }] }, 'doorIds: door_not_activated'],
    [{ terms: { start: '2026-12-02T00:00:00.000Z', end: '2026-12-01T00:00:00.000Z' } }, 'terms.end: end_before_start'],
    [{ terms: { start: '2026-11-01T00:00:00.000Z', end: '2026-11-20T00:00:00.000Z' } }, 'terms.end: end_past'],
  ])('%j breaks "%s"', (change, expected) => {
    expect(reasons(change)).toEqual([expected]);
  });
});

describe('daily codes', () => {
  const daily = { passcodeType: 'DAILY' } as const;

  test('take exactly one of email and phone', () => {
    expect(reasons({ terms: daily })).toEqual([]);
    expect(reasons({ terms: daily, recipient: { email: null, phone: '+12125550123' } })).toEqual([]);
    expect(reasons({ terms: daily, recipient: { phone: '+12125550123' } })).toEqual([
      'recipient.phone: one_contact_only',
    ]);
    expect(reasons({ terms: daily, recipient: { email: null } })).toEqual(['recipient.email: contact_required']);
  });

  test.each([
    [{ shareable: true }, 'terms.shareable: daily_not_shareable'],
    [{ end: '2026-11-30T00:00:00.000Z' }, 'terms.end: END_TIME_NOT_SUPPORTED'],
    [{ start: '2026-11-25T15:00:00.000Z' }, 'terms.start: start_not_today_or_tomorrow'],
    [{ notify: false, role: 'resident' }, 'terms.notify: code_would_be_lost'],
  ])('%j breaks "%s"', (terms, expected) => {
    expect(reasons({ terms: { ...daily, ...terms } })).toEqual([expected]);
  });

  test('need a door whose zone is known', () => {
    expect(reasons({ terms: daily, doors: [{ ...door, timeZone: null }] })).toEqual(['doorIds: door_zone_unknown']);
  });

  test('doors of several zones each have to fit, and the one that does not is named', () => {
    const start = '2026-11-25T06:00:00.000Z';
    const pier = { ...door, name: 'Pier', timeZone: 'America/Los_Angeles' };
    expect(checkGrant(draft({ terms: { ...daily, start }, doors: [door, pier] }), now)).toEqual([
      {
        field: 'terms.start',
        reason: 'start_not_today_or_tomorrow',
        params: { door: 'Gym', zone: 'New York' },
      },
    ]);
  });

  test('doors of several zones get a code for the same day, or none: today here and tomorrow there is refused', () => {
    const pier = { ...door, name: 'Pier', timeZone: 'America/Los_Angeles' };
    const checked = (start: string, passcodeType: 'DAILY' | 'PERMANENT' = 'DAILY') =>
      checkGrant(draft({ terms: { passcodeType, start }, doors: [door, pier] }), now);
    const midnightInNewYork = '2026-11-24T05:00:00.000Z';
    expect(checked(midnightInNewYork)).toEqual([
      {
        field: 'terms.start',
        reason: 'day_differs',
        params: { door: 'Pier', zone: 'Los Angeles', laterDoor: 'Gym' },
      },
    ]);
    expect(checked(midnightInNewYork, 'PERMANENT')).toEqual([]);
    expect(checked('2026-11-24T08:00:00.000Z')).toEqual([]);
    expect(checked(now)).toEqual([]);
    expect(checked('')).toEqual([{ field: 'terms.start', reason: 'date_invalid' }]);
  });

  test('a start that is none is told as such', () => {
    expect(reasons({ terms: { ...daily, start: '' } })).toEqual(['terms.start: date_invalid']);
  });

  test('today and tomorrow are days of the door, not of whoever asks', () => {
    const lateInLosAngeles = '2026-11-24T06:30:00.000Z';
    expect(isTodayOrTomorrow('2026-11-24T06:30:00.000Z', 'America/New_York', lateInLosAngeles)).toBe(true);
    expect(isTodayOrTomorrow('2026-11-25T05:30:00.000Z', 'America/New_York', lateInLosAngeles)).toBe(true);
    expect(isTodayOrTomorrow('2026-11-25T05:30:00.000Z', 'America/Los_Angeles', lateInLosAngeles)).toBe(true);
    expect(isTodayOrTomorrow('2026-11-26T05:30:00.000Z', 'America/New_York', lateInLosAngeles)).toBe(false);
    expect(isTodayOrTomorrow('2026-11-24T04:00:00.000Z', 'America/New_York', lateInLosAngeles)).toBe(false);
  });
});

test.each([
  ['maya@example.com', true],
  ['maya.o+gym@sub.example.co.uk', true],
  ['maya@example', false],
  ['maya@@example.com', false],
  ['maya example@example.com', false],
  ['maya..o@example.com', false],
  ['<script>@example.com', false],
  ['@example.com', false],
])('isEmail(%s) is %s', (text, expected) => {
  expect(isEmail(text)).toBe(expected);
});

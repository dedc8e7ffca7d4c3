import { expect, test } from 'vitest';
import { type DayCodeForm, dayCodeErrors, dayCodeInput, emptyDayCode } from './day-code-form.ts';

const now = '2026-11-25T03:30:00.000Z';
const gym = {
  id: 'gym',
  name: 'Gym',
  buildingId: 'b',
  buildingName: 'The Alder',
  timeZone: 'America/New_York',
  kind: 'door' as const,
  isActivated: true,
  isConnected: true,
  accessibility: 'communal' as const,
};
const filled: DayCodeForm = {
  ...emptyDayCode,
  doors: [gym],
  firstName: 'Pat',
  lastName: 'Plumber',
  contact: '+1 212 555 0142',
};

test('the contact is a phone number or an email, never both', () => {
  expect(dayCodeInput(filled, now).recipient).toMatchObject({ email: '', phone: '+1 212 555 0142' });
  const byMail = { ...filled, contact: 'pat@example.com' };
  expect(dayCodeInput(byMail, now).recipient).toMatchObject({ email: 'pat@example.com', phone: '' });
  expect(dayCodeErrors(filled, now)).toEqual({});
  expect(dayCodeErrors(byMail, now)).toEqual({});
});

test('tomorrow is tomorrow at the building: it is still the 24th in New York', () => {
  expect(dayCodeInput({ ...filled, day: 'tomorrow' }, now).terms.start).toBe('2026-11-25T05:00:00.000Z');
});

test('tomorrow is tomorrow at every door, whichever was chosen first', () => {
  const pier = { ...gym, id: 'pier', name: 'Pier', timeZone: 'America/Los_Angeles' };
  for (const doors of [
    [gym, pier],
    [pier, gym],
  ]) {
    const form = { ...filled, day: 'tomorrow' as const, doors };
    expect(dayCodeInput(form, now).terms.start).toBe('2026-11-25T08:00:00.000Z');
    expect(dayCodeErrors(form, now)).toEqual({});
  }
});

test('a delivery gets a code for one use, the others one for the day', () => {
  const type = (preset: DayCodeForm['preset']) => dayCodeInput({ ...filled, preset }, now).terms.passcodeType;
  expect([type('tour'), type('delivery'), type('locksmith')]).toEqual(['DAILY', 'DAILY_SINGLE_USE', 'DAILY']);
});

test('what is missing or impossible is said at its field', () => {
  expect(Object.keys(dayCodeErrors(emptyDayCode, now)).sort()).toEqual(['contact', 'doors', 'firstName', 'lastName']);
  expect(dayCodeErrors({ ...filled, doors: [{ ...gym, kind: 'elevator' }] }, now).doors).toContain('elevator');
  expect(dayCodeErrors({ ...filled, doors: [{ ...gym, timeZone: null }] }, now).doors).toContain('time zone');
  expect(dayCodeErrors({ ...filled, contact: '12' }, now).contact).toContain('phone number');
});

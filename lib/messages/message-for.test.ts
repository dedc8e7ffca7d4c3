import { expect, test } from 'vitest';
import { errorCodes } from '../errors.ts';
import { accountReasons } from './account-reasons.ts';
import { formReasons } from './form-reasons.ts';
import { catalogues, messageFor, sentenceFor } from './message-for.ts';
import { operationReasons } from './operation-reasons.ts';
import { serviceReasons } from './service-reasons.ts';
import { upstreamReasons } from './upstream-reasons.ts';

/** Every refusal that OpenKit's published contract names. */
const documentedRefusals = [
  'EMAIL_AND_PHONE_PROVIDED',
  'EMAIL_OR_PHONE_REQUIRED',
  'EMAIL_REQUIRED_FOR_PERMANENT',
  'EMAIL_CAN_NOT_BE_EMPTY',
  'INVALID_PHONE',
  'INVALID_START_TIME',
  'INVALID_END_TIME',
  'END_TIME_NOT_SUPPORTED',
  'MISSING_END_TIME',
  'USER_CAN_NOT_SHARE',
  'PASSCODE_TYPE_CANT_BE_REVOKED',
  'BUILDING_UUID_REQUIRED',
];

test.each(errorCodes)('%s says what happened, what it means and what to do', (code) => {
  const message = messageFor({ code, params: {} });
  for (const part of Object.values(message)) expect(part).toMatch(/^[A-Z].*\.$/);
});

test.each(documentedRefusals)('%s is put in words of our own', (reason) => {
  const sentence = sentenceFor({ code: 'refused', params: { reason } });
  expect(sentence).not.toContain(reason);
  expect(sentence).not.toBe(sentenceFor({ code: 'refused', params: {} }));
});

test('no reason is told in two catalogues', () => {
  const reasons = [formReasons, operationReasons, accountReasons, serviceReasons, upstreamReasons].flatMap(Object.keys);
  expect(new Set(reasons).size).toBe(reasons.length);
});

test('an unknown refusal is quoted as OpenKit’s and does not claim to know more', () => {
  const message = messageFor({ code: 'refused', params: { reason: 'MOON_PHASE' } });
  expect(message.title).toContain('“MOON_PHASE”');
  expect(message.next).toContain('request ID');
});

test('a refusal without words is told by its status', () => {
  expect(messageFor({ code: 'refused', params: { reason: 'refused_422' } }).title).toContain('status 422');
});

test('gaps are filled, and a missing gap still makes a sentence', () => {
  expect(messageFor({ code: 'invalid', params: { reason: 'door_gone', door: 'Gym' } }).title).toBe(
    'Gym is no longer enabled for us.',
  );
  expect(messageFor({ code: 'invalid', params: { reason: 'door_gone' } }).title).toBe(
    'A door is no longer enabled for us.',
  );
});

test('no reason has two sentences', () => {
  const reasons = catalogues.flatMap((catalogue) => Object.keys(catalogue));
  expect(reasons.filter((reason, index) => reasons.indexOf(reason) !== index)).toEqual([]);
});

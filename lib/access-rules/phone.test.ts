import { describe, expect, it } from 'vitest';
import { normalisePhone } from './phone.ts';

describe('normalisePhone', () => {
  it.each([
    ['+14155550123', '+14155550123'],
    ['+1-415-555-0123', '+14155550123'],
    [' (415) 555-0123 ', '+14155550123'],
    ['415.555.0123', '+14155550123'],
    ['1 415 555 0123', '+14155550123'],
    ['415‑555–0123', '+14155550123'],
    ['＋１ ４１５ ５５５ ０１２３', '+14155550123'],
    ['0044 20 7946 0958', '+442079460958'],
    ['011 44 20 7946 0958', '+442079460958'],
    ['+44 (0)20 7946 0958', '+442079460958'],
    ['+977-1-4412345', '+97714412345'],
  ])('reads %s as one number', (text, number) => {
    expect(normalisePhone(text)).toBe(number);
  });

  it.each([
    '',
    'none',
    '555-0123',
    '+0 415 555 0123',
    '+1',
    '+1234567890123456',
    '115 555 0123',
    '+1-415-555-O123',
    '415555012x',
  ])('refuses %j', (text) => {
    expect(normalisePhone(text)).toBeNull();
  });

  it('changes nothing that it made itself', () => {
    const once = normalisePhone('(415) 555-0123') ?? '';
    expect(normalisePhone(once)).toBe(once);
  });
});

import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createSeal } from './seal.ts';

const key = randomBytes(32);

describe('a sealed secret', () => {
  const { seal, open } = createSeal(key, 'token');

  it('opens with the same key and purpose, and looks different each time', () => {
    expect(open(seal('geheim 🗝️'))).toBe('geheim 🗝️');
    expect(seal('geheim')).not.toBe(seal('geheim'));
  });

  it.each([
    ['another key', createSeal(randomBytes(32), 'token')],
    ['another purpose', createSeal(key, 'totp')],
  ])('does not open with %s', (_, other) => {
    expect(other.open(seal('geheim'))).toBeNull();
  });

  it('does not open once a single bit was changed anywhere', () => {
    const bytes = Buffer.from(seal('geheim'), 'base64');
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes);
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
      expect(open(changed.toString('base64'))).toBeNull();
    }
  });

  it.each(['', 'rubbish', 'AAAA'])('%j is none', (text) => {
    expect(open(text)).toBeNull();
  });
});

import { createHmac, randomBytes } from 'node:crypto';

const stepSeconds = 30;
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** A new shared secret of 160 bits, in base32 as authenticator apps take it. */
export const newTotpSecret = (): string => base32(randomBytes(20));

/** The six digits an app shows for a 30-second step (RFC 6238, SHA-1). */
export function totpCode(secret: string, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', fromBase32(secret)).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 0xf;
  return String((mac.readUInt32BE(offset) & 0x7fff_ffff) % 1_000_000).padStart(6, '0');
}

export const totpStep = (epochSeconds: number): number => Math.floor(epochSeconds / stepSeconds);

/**
 * The step whose code this is: the current one or the one before, because a code may run out while it is being typed.
 * Null for any other code.
 */
export function matchingStep(secret: string, code: string, epochSeconds: number): number | null {
  const current = totpStep(epochSeconds);
  return [current, current - 1].find((step) => totpCode(secret, step) === code) ?? null;
}

/** What a QR code tells an authenticator app. Long addresses are cut: the label is only for people to read. */
export function totpUri(secret: string, email: string): string {
  const label = encodeURIComponent(`Gatehouse:${email.slice(0, 60)}`);
  return `otpauth://totp/${label}?secret=${secret}&issuer=Gatehouse`;
}

function base32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{5}/g) ?? []).map((five) => alphabet[Number.parseInt(five, 2)]).join('');
}

function fromBase32(text: string): Buffer {
  const bits = [...text].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((eight) => Number.parseInt(eight, 2)));
}

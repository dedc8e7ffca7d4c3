import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const algorithm = 'aes-256-gcm';
const ivBytes = 12;
const tagBytes = 16;

/**
 * Seals short secrets for the database (AES-256-GCM). What was sealed for one purpose cannot be opened for another, so
 * one cannot be put in another's place.
 */
export function createSeal(dataKey: Buffer, purpose: string) {
  const key = Buffer.from(hkdfSync('sha256', dataKey, purpose, 'gatehouse seal', 32));
  return {
    seal(plain: string): string {
      const iv = randomBytes(ivBytes);
      const cipher = createCipheriv(algorithm, key, iv);
      const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64');
    },

    /** Null when it was not sealed with this key for this purpose. */
    open(text: string): string | null {
      const bytes = Buffer.from(text, 'base64');
      if (bytes.length < ivBytes + tagBytes) return null;
      const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, ivBytes));
      decipher.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
      try {
        const opened = Buffer.concat([decipher.update(bytes.subarray(ivBytes + tagBytes)), decipher.final()]);
        return opened.toString('utf8');
      } catch {
        return null;
      }
    },
  };
}

export type Seal = ReturnType<typeof createSeal>;

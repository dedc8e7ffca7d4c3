import { createHmac, randomInt } from 'node:crypto';
import { and, eq, isNotNull, isNull, lt, or, sql } from 'drizzle-orm';
import type { Db, Tx } from '#server/db/pool';
import { recoveryCode, totpFactor } from '#server/db/schema/factors';
import { createSeal, type Seal } from '#server/seal';
import { settings } from '#server/settings';
import { matchingStep, newTotpSecret } from './totp.ts';

const recoveryCodeCount = 10;
/** Crockford's digits: none of them is taken for another. Ten of 32 make 50 bits, and tries are limited. */
const recoveryDigits = '0123456789abcdefghjkmnpqrstvwxyz';

const dataKey = (): Buffer => Buffer.from(settings().secrets.dataKey, 'base64');
const totpSeal = (): Seal => createSeal(dataKey(), 'authenticator secret');

/** Whether a confirmed authenticator guards this account. */
export const hasFactor = async (db: Db | Tx, staffId: string): Promise<boolean> =>
  (await db.$count(totpFactor, and(eq(totpFactor.staffId, staffId), isNotNull(totpFactor.confirmedAt)))) > 0;

/** Begins with a new secret, in place of one never confirmed. Null when the account has a confirmed authenticator. */
export async function startFactor(tx: Tx, staffId: string): Promise<string | null> {
  const secret = newTotpSecret();
  const sealedSecret = totpSeal().seal(secret);
  const made = await tx
    .insert(totpFactor)
    .values({ staffId, sealedSecret })
    .onConflictDoUpdate({
      target: totpFactor.staffId,
      set: { sealedSecret, lastStep: null },
      setWhere: isNull(totpFactor.confirmedAt),
    })
    .returning({ staffId: totpFactor.staffId });
  return made.length > 0 ? secret : null;
}

/**
 * The first right code makes the authenticator count. Resolves to the new recovery codes, shown once; null when wrong.
 */
export async function confirmFactor(tx: Tx, staffId: string, code: string): Promise<string[] | null> {
  if (!(await takeTotp(tx, staffId, code, isNull(totpFactor.confirmedAt)))) return null;
  await tx.update(totpFactor).set({ confirmedAt: sql`now()` }).where(eq(totpFactor.staffId, staffId));
  return replaceRecoveryCodes(tx, staffId);
}

/**
 * Takes a code of the confirmed authenticator, or a recovery code, and uses it up. The step is compared and stored in
 * one statement: of two requests with the same code exactly one succeeds, whatever processes they reach.
 */
export async function takeCode(tx: Tx, staffId: string, typed: string): Promise<boolean> {
  const code = typed.replace(/[\s-]/g, '').toLowerCase();
  if (/^\d{6}$/.test(code)) return takeTotp(tx, staffId, code, isNotNull(totpFactor.confirmedAt));
  const used = await tx
    .update(recoveryCode)
    .set({ usedAt: sql`now()` })
    .where(
      and(
        eq(recoveryCode.staffId, staffId),
        eq(recoveryCode.codeHash, hashRecoveryCode(code)),
        isNull(recoveryCode.usedAt),
      ),
    )
    .returning({ id: recoveryCode.id });
  return used.length > 0;
}

/** Forgets the authenticator and its recovery codes. */
export async function removeFactor(tx: Tx, staffId: string): Promise<void> {
  await tx.delete(totpFactor).where(eq(totpFactor.staffId, staffId));
  await tx.delete(recoveryCode).where(eq(recoveryCode.staffId, staffId));
}

/** New recovery codes in place of all older ones. */
export async function replaceRecoveryCodes(tx: Tx, staffId: string): Promise<string[]> {
  const codes = Array.from({ length: recoveryCodeCount }, newRecoveryCode);
  await tx.delete(recoveryCode).where(eq(recoveryCode.staffId, staffId));
  await tx
    .insert(recoveryCode)
    .values(codes.map((code) => ({ staffId, codeHash: hashRecoveryCode(code.replace('-', '')) })));
  return codes;
}

async function takeTotp(tx: Tx, staffId: string, code: string, where: ReturnType<typeof isNull>): Promise<boolean> {
  const [factor] = await tx
    .select({ sealed: totpFactor.sealedSecret, epoch: sql<number>`extract(epoch from clock_timestamp())::float8` })
    .from(totpFactor)
    .where(and(eq(totpFactor.staffId, staffId), where));
  const secret = factor && totpSeal().open(factor.sealed);
  const step = factor && secret ? matchingStep(secret, code, factor.epoch) : null;
  if (step === null) return false;
  const taken = await tx
    .update(totpFactor)
    .set({ lastStep: step })
    .where(and(eq(totpFactor.staffId, staffId), where, or(isNull(totpFactor.lastStep), lt(totpFactor.lastStep, step))))
    .returning({ staffId: totpFactor.staffId });
  return taken.length > 0;
}

function newRecoveryCode(): string {
  const digits = Array.from({ length: 10 }, () => recoveryDigits[randomInt(recoveryDigits.length)]).join('');
  return `${digits.slice(0, 5)}-${digits.slice(5)}`;
}

const hashRecoveryCode = (code: string): string =>
  createHmac('sha256', dataKey()).update(`recovery code|${code}`).digest('base64url');

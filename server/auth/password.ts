import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { Refusal } from '#lib/errors';

/** OWASP's floor for argon2id; a stored hash keeps the cost it was made with. */
const cost = { memory: 19_456, passes: 2, parallelism: 1 };
const tagLength = 32;
const saltLength = 16;

/** Each hash holds 19 MiB and a thread of the pool: more at once would starve the rest of the process. */
const maxRunning = 2;
const maxWaiting = 100;

const phcPattern = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

type Cost = typeof cost;

/** Argon2id in PHC form (`$argon2id$v=19$m=…`). Throws Refusal `limited` when too many sign-ins wait already. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(saltLength);
  const tag = await derive(password, salt, cost, tagLength);
  return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${base64(salt)}$${base64(tag)}`;
}

/**
 * Compares a password with a stored hash. Without a hash (unknown or disabled account, no password chosen yet) it does
 * the same work and answers false, so that the time of an answer tells nothing.
 */
export async function verifyPassword(password: string, storedHash: string | null): Promise<boolean> {
  const match = storedHash === null ? null : phcPattern.exec(storedHash);
  if (!match) {
    await derive(password, Buffer.alloc(saltLength), cost, tagLength);
    return false;
  }
  const [, memory, passes, parallelism, salt = '', tag = ''] = match;
  const storedCost = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) };
  const expected = Buffer.from(tag, 'base64');
  const actual = await derive(password, Buffer.from(salt, 'base64'), storedCost, expected.length);
  return timingSafeEqual(actual, expected);
}

const base64 = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '');

let running = 0;
const waiting: (() => void)[] = [];

async function derive(password: string, nonce: Buffer, { memory, passes, parallelism }: Cost, length: number) {
  await takeTurn();
  try {
    return await new Promise<Buffer>((resolve, reject) => {
      // The same letters typed on two keyboards may differ in bytes; NFKC makes them one password.
      const parameters = { message: password.normalize('NFKC'), nonce, parallelism, memory, passes, tagLength: length };
      argon2('argon2id', parameters, (error, tag) => (error ? reject(error) : resolve(tag)));
    });
  } finally {
    endTurn();
  }
}

async function takeTurn(): Promise<void> {
  if (running < maxRunning) {
    running += 1;
    return;
  }
  if (waiting.length >= maxWaiting) throw new Refusal('limited', { params: { reason: 'limited_sign_in' } });
  // A finished hash hands its turn to the first in line, so `running` stays as it is.
  await new Promise<void>((resolve) => waiting.push(resolve));
}

function endTurn(): void {
  const next = waiting.shift();
  if (next) next();
  else running -= 1;
}

// `npm run audit:verify FILE KEY [CHECKPOINT]`: proves an exported log with the public key alone, offline.
import { createReadStream, readFileSync } from 'node:fs';
import readline from 'node:readline/promises';
import { type Checkpoint, checkpointSchema } from './checkpoint.ts';
import { type PublicKeys, readPublicKeys } from './public-keys.ts';
import { type LogVerdict, verifyLog } from './verify-log.ts';

/** A file that is not what it should be; the message is for whoever typed the command. */
class InputError extends Error {}

const exitCode = { proven: 0, broken: 1, unusable: 2 };

try {
  const [file, keyFile, checkpointFile, ...rest] = process.argv.slice(2);
  if (!file || !keyFile || rest.length > 0) {
    throw new InputError('Name the exported log, the public key and, if you have it, a file of checkpoints.');
  }
  const checkpoints = checkpointFile ? readCheckpoints(checkpointFile) : [];
  const lines = readline.createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY });
  const verdict = await verifyLog(lines, readKeys(keyFile), checkpoints);
  console.log(verdict.ok ? proofOf(verdict, checkpoints.length > 0) : `Row ${verdict.row} is bad: ${verdict.reason}.`);
  process.exitCode = verdict.ok ? exitCode.proven : exitCode.broken;
} catch (error) {
  console.error(`${error instanceof Error ? error.message : error}`);
  if (error instanceof InputError) console.error('npm run audit:verify FILE KEY [CHECKPOINT]');
  process.exitCode = exitCode.unusable;
}

function readKeys(path: string): PublicKeys {
  const keys = readPublicKeys(readFileSync(path, 'utf8'));
  if (keys.size === 0) throw new InputError(`${path} holds no public key (PEM).`);
  return keys;
}

function readCheckpoints(path: string): Checkpoint[] {
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines.flatMap((line, index) => {
    if (line.trim() === '') return [];
    try {
      return checkpointSchema.parse(JSON.parse(line));
    } catch {
      throw new InputError(`Line ${index + 1} of ${path} is no checkpoint.`);
    }
  });
}

function proofOf(
  { rows, hidden, madeAt, agreed, newer, earlier }: LogVerdict & { ok: true },
  hasCheckpoints: boolean,
): string {
  const newest = agreed.at(-1);
  const parts = [
    `All ${rows} rows are as they were written, in their order and without a gap, up to ${madeAt}.`,
    hidden > 0 ? `${hidden} of them are there by their hashes alone: they are about other buildings.` : '',
    ...earlier.map(
      ({ keyId, seq, at }) => `Up to row ${seq} the earlier key ${keyId} signed too: taken over at ${at}.`,
    ),
    newest ? `${agreed.length} checkpoints agree, the last of row ${newest.seq} at ${newest.at}.` : '',
    newer > 0 ? `${newer} checkpoints are newer than the file and say nothing about it.` : '',
    hasCheckpoints ? '' : 'Without checkpoints nobody can tell whether newer rows were removed before it was exported.',
  ];
  return parts.filter(Boolean).join('\n');
}

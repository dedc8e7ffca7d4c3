import { closeSync, fsyncSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { StartError } from './start-error.ts';

/** A file's text, or null when there is none. Throws a StartError when it cannot be read. */
export function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw unusable(path, 'read', error);
  }
}

/** Writes a whole file through to the disk. Throws a StartError. */
export function writeText(path: string, text: string): void {
  trying(path, 'written', () => {
    const file = openSync(path, 'w');
    try {
      writeFileSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  });
}

/** What the file system refuses, as a StartError: never a reason to call what is kept damaged. */
export function trying<Result>(path: string, verb: Verb, act: () => Result): Result {
  try {
    return act();
  } catch (error) {
    throw unusable(path, verb, error);
  }
}

type Verb = 'read' | 'written' | 'used';

function unusable(path: string, verb: Verb, error: unknown): StartError {
  const reason = reasons[codeOf(error)] ?? (error instanceof Error ? error.message : 'for no reason given');
  return new StartError(
    `${path} cannot be ${verb}: ${reason}. Mend that, or choose another --data; what is kept stays.`,
  );
}

const reasons: Record<string, string> = {
  EACCES: 'this account may not',
  EPERM: 'this account may not',
  EROFS: 'it is on a disk that is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk is full',
};

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

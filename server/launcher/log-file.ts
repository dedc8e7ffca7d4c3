import { closeSync, fstatSync, openSync, readSync, renameSync, statSync } from 'node:fs';

const tailBytes = 8192;
const rotateAtBytes = 10_000_000;

/** Opens a log for appending, readable by us alone; a big one becomes `<file>.1` first. The caller closes it. */
export function openLog(file: string): number {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > rotateAtBytes) renameSync(file, `${file}.1`);
  return openSync(file, 'a', 0o600);
}

/** The last line written to a log after `fromByte` that matches, else its last line, else an empty string. */
export function lastLine(file: string, pattern: RegExp, fromByte = 0): string {
  const lines = tail(file, fromByte).trim().split('\n');
  return lines.findLast((line) => pattern.test(line)) ?? lines.at(-1) ?? '';
}

function tail(file: string, fromByte: number): string {
  const log = openSync(file, 'r');
  try {
    const { size } = fstatSync(log);
    const start = Math.max(fromByte, size - tailBytes);
    const buffer = Buffer.alloc(Math.max(0, size - start));
    readSync(log, buffer, 0, buffer.length, start);
    return buffer.toString('utf8');
  } finally {
    closeSync(log);
  }
}

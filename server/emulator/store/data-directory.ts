import {
  appendFileSync,
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type Change, lastOfEach } from '../world/change.ts';
import { changeSchema } from '../world/change-schema.ts';
import type { WorldSeed } from '../world/seed-world.ts';
import { lockDirectory } from './lock-directory.ts';
import { StartError } from './start-error.ts';

const origin = z.object({
  version: z.literal(1),
  seed: z.int(),
  people: z.int(),
  buildings: z.int(),
  epochMs: z.int(),
});

/** A directory with the world's origin and an append-only log of its changes. It belongs to one emulator at a time. */
export class DataDirectory {
  private readonly path: string;
  private readonly unlock: () => void;
  private file: number | null = null;

  /** Throws a StartError when the directory cannot be used or another emulator runs on it. */
  constructor(path: string) {
    this.path = path;
    this.unlock = lockDirectory(path);
  }

  /** The origin this directory was made with, or null when it is new. Throws a StartError when it is unreadable. */
  readOrigin(): WorldSeed | null {
    if (!existsSync(this.originPath)) return null;
    try {
      return origin.parse(JSON.parse(readFileSync(this.originPath, 'utf8')));
    } catch {
      throw new StartError(`${this.originPath} is not an emulator's. Start with --reset to replace it.`);
    }
  }

  /** Begins an empty log for a new world. */
  begin(seed: WorldSeed): void {
    this.closeLog();
    writeAtomically(this.logPath, '');
    writeAtomically(this.originPath, JSON.stringify({ version: 1, ...seed }));
    this.file = openSync(this.logPath, 'a');
  }

  /**
   * Replays the log: a last line cut off by a crash was never acknowledged and goes. The log is rewritten without what
   * was replaced. Throws a StartError for a line that is no change.
   */
  load(): Change[] {
    const text = existsSync(this.logPath) ? readFileSync(this.logPath, 'utf8') : '';
    const lines = text.slice(0, text.lastIndexOf('\n') + 1).split('\n');
    const changes = lastOfEach(lines.flatMap((line, index) => (line === '' ? [] : [this.parseLine(line, index + 1)])));
    this.closeLog();
    writeAtomically(this.logPath, changes.map(toLine).join(''));
    this.file = openSync(this.logPath, 'a');
    return changes;
  }

  append(changes: Change[]): void {
    if (this.file !== null && changes.length > 0) appendFileSync(this.file, changes.map(toLine).join(''));
  }

  close(): void {
    this.closeLog();
    this.unlock();
  }

  private closeLog(): void {
    if (this.file !== null) closeSync(this.file);
    this.file = null;
  }

  private parseLine(line: string, number: number): Change {
    try {
      return changeSchema.parse(JSON.parse(line));
    } catch {
      throw new StartError(`${this.logPath} is damaged in line ${number}. Start with --reset to replace it.`);
    }
  }

  private get originPath(): string {
    return join(this.path, 'origin.json');
  }

  private get logPath(): string {
    return join(this.path, 'changes.jsonl');
  }
}

function toLine(change: Change): string {
  return `${JSON.stringify(change)}\n`;
}

function writeAtomically(path: string, text: string): void {
  const file = openSync(`${path}.new`, 'w');
  writeFileSync(file, text);
  fsyncSync(file);
  closeSync(file);
  renameSync(`${path}.new`, path);
}

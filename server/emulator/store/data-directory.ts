import {
  appendFileSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type Change, changeKey } from '../world/change.ts';
import { changeSchema } from '../world/change-schema.ts';
import type { WorldSeed } from '../world/seed-world.ts';
import { StartError } from './start-error.ts';

const origin = z.object({
  version: z.literal(1),
  seed: z.int(),
  people: z.int(),
  buildings: z.int(),
  epochMs: z.int(),
});

/** A directory with the world's origin and an append-only log of its changes. */
export class DataDirectory {
  private readonly path: string;
  private file: number | null = null;

  constructor(path: string) {
    this.path = path;
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
    mkdirSync(this.path, { recursive: true });
    this.close();
    writeAtomically(this.logPath, '');
    writeAtomically(this.originPath, JSON.stringify({ version: 1, ...seed }));
    this.file = openSync(this.logPath, 'a');
  }

  /** Replays the log: a last line cut off by a crash was never acknowledged and goes. The log is rewritten without what was replaced. */
  load(): Change[] {
    const text = existsSync(this.logPath) ? readFileSync(this.logPath, 'utf8') : '';
    const lines = text.slice(0, text.lastIndexOf('\n') + 1).split('\n');
    const latest = new Map<string, Change>();
    for (const line of lines) {
      if (line === '') continue;
      const change = changeSchema.parse(JSON.parse(line));
      const key = changeKey(change);
      latest.delete(key);
      latest.set(key, change);
    }
    const changes = [...latest.values()];
    this.close();
    writeAtomically(this.logPath, changes.map(toLine).join(''));
    this.file = openSync(this.logPath, 'a');
    return changes;
  }

  append(changes: Change[]): void {
    if (this.file !== null && changes.length > 0) appendFileSync(this.file, changes.map(toLine).join(''));
  }

  close(): void {
    if (this.file !== null) closeSync(this.file);
    this.file = null;
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

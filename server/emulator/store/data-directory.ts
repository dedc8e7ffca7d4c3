import { appendFileSync, closeSync, fstatSync, ftruncateSync, openSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { explainIssues, inWords } from '../contract/explain-issues.ts';
import { type Change, lastOfEach } from '../world/change.ts';
import { changeSchema } from '../world/change-schema.ts';
import type { WorldFlags, WorldSeed } from '../world/seed-world.ts';
import { readText, trying, writeText } from './files.ts';
import { lockDirectory } from './lock-directory.ts';
import { StartError } from './start-error.ts';

const version = 1;
const versioned = z.object({ version: z.int().min(1) });
const flags = { seed: z.int(), people: z.int(), buildings: z.int() };
/** Older ones lack `madeWith`. */
const originFile = z.object({ ...flags, epochMs: z.int(), madeWith: z.object(flags).optional() });

/**
 * The seed of the world kept, and the flags the directory was made with: a reset or restore begins another world in it.
 */
export type Origin = { seed: WorldSeed; madeWith: WorldFlags };

/** A directory with the world's origin and an append-only log of its changes. It belongs to one emulator at a time. */
export class DataDirectory {
  private readonly path: string;
  private readonly unlock: () => void;
  private file: number | null = null;
  private bytes = 0;

  /** Throws a StartError when the directory cannot be used or another emulator runs on it. */
  constructor(path: string) {
    this.path = path;
    this.unlock = lockDirectory(path);
  }

  /**
   * Where the world kept here comes from, or null when the directory is new. Throws a StartError when that cannot be
   * told.
   */
  readOrigin(): Origin | null {
    const text = readText(this.originPath);
    if (text !== null) return this.parseOrigin(text);
    if (!readText(this.logPath)) return null;
    throw this.damaged('it has changes.jsonl, but no origin.json');
  }

  /** That what was kept here cannot be what an emulator wrote. */
  damaged(how: string, path = this.path): StartError {
    return new StartError(`${path} is damaged: ${how}. Choose another --data, or begin anew in it with --reset.`);
  }

  /** Begins the log of a new world. What was kept goes only once the new world is on the disk. Throws a StartError. */
  begin({ seed, madeWith }: Origin, changes: Change[]): void {
    writeText(`${this.originPath}.new`, JSON.stringify({ version, ...seed, madeWith }));
    this.resume(changes);
    trying(this.originPath, 'written', () => renameSync(`${this.originPath}.new`, this.originPath));
  }

  /**
   * What the log says; a last line cut off by a crash was never acknowledged. Throws a StartError for a line that is no
   * change.
   */
  load(): Change[] {
    const text = readText(this.logPath) ?? '';
    const lines = text.slice(0, text.lastIndexOf('\n') + 1).split('\n');
    return lastOfEach(lines.flatMap((line, index) => (line === '' ? [] : [this.parseLine(line, index + 1)])));
  }

  /** Goes on with the log, rewritten without what was replaced. Throws a StartError. */
  resume(changes: Change[]): void {
    writeText(`${this.logPath}.new`, changes.map(toLine).join(''));
    this.openNewLog();
  }

  /** Throws a StartError when they cannot be written, and then none of them is. */
  append(changes: Change[]): void {
    const { file } = this;
    if (file === null || changes.length === 0) return;
    const lines = Buffer.from(changes.map(toLine).join(''));
    trying(this.logPath, 'written', () => {
      try {
        appendFileSync(file, lines);
      } catch (error) {
        // Half a line would make the next one unreadable too.
        ftruncateSync(file, this.bytes);
        throw error;
      }
    });
    this.bytes += lines.length;
  }

  close(): void {
    this.closeLog();
    this.unlock();
  }

  private openNewLog(): void {
    trying(this.logPath, 'written', () => {
      const file = openSync(`${this.logPath}.new`, 'a');
      renameSync(`${this.logPath}.new`, this.logPath);
      this.closeLog();
      this.file = file;
      this.bytes = fstatSync(file).size;
    });
  }

  private closeLog(): void {
    if (this.file !== null) closeSync(this.file);
    this.file = null;
  }

  private parseOrigin(text: string): Origin {
    const json = parseJson(text);
    const written = versioned.safeParse(json);
    if (written.data && written.data.version > version) throw newer(this.originPath);
    const parsed = originFile.safeParse(json);
    if (written.success && parsed.success) {
      const { madeWith, ...seed } = parsed.data;
      return { seed, madeWith: madeWith ?? seed };
    }
    throw this.damaged('it is not what an emulator writes', this.originPath);
  }

  private parseLine(line: string, number: number): Change {
    const parsed = changeSchema.safeParse(parseJson(line), inWords);
    if (parsed.success) return parsed.data;
    const details = explainIssues(parsed.error, 'it').join('; ');
    if (parsed.error.issues.some(isUnknown)) throw newer(`Line ${number} of ${this.logPath}`, ` (${details})`);
    throw this.damaged(`line ${number} is no change (${details})`, this.logPath);
  }

  private get originPath(): string {
    return join(this.path, 'origin.json');
  }

  private get logPath(): string {
    return join(this.path, 'changes.jsonl');
  }
}

/** undefined: it is no JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A kind, a name or a value this emulator has not, where something else could stand. */
function isUnknown(issue: z.core.$ZodIssue): boolean {
  if (issue.code === 'invalid_union') return issue.errors.length === 0;
  return issue.code === 'unrecognized_keys' || issue.code === 'invalid_value';
}

function newer(what: string, how = ''): StartError {
  return new StartError(`${what} was written by a newer emulator${how}: start that one, or choose another --data.`);
}

function toLine(change: Change): string {
  return `${JSON.stringify(change)}\n`;
}

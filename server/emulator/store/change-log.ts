import { type Change, changeKey, lastOfEach } from '../world/change.ts';
import type { DataDirectory } from './data-directory.ts';

/** Every change since the seeded world, the last per entity; on disk too when there is a directory. */
export class ChangeLog {
  private readonly latest = new Map<string, Change>();
  private readonly directory: DataDirectory | null;
  /** What could not be written goes before the next change, which may name it. */
  private unsaved: Change[] = [];

  constructor(directory: DataDirectory | null, changes: Change[]) {
    this.directory = directory;
    for (const change of changes) this.remember(change);
  }

  /**
   * Returns when the changes are with the operating system: `kill -9` of this process loses none of them. Throws a
   * StartError when they cannot be written.
   */
  append(changes: Change[]): void {
    for (const change of changes) this.remember(change);
    this.unsaved = [...this.unsaved, ...changes];
    this.directory?.append(this.unsaved);
    this.unsaved = [];
  }

  /** As `lastOfEach` has them: what is replayed finds what it names. */
  list(): Change[] {
    return lastOfEach(this.latest.values());
  }

  private remember(change: Change): void {
    this.latest.set(changeKey(change), change);
  }
}

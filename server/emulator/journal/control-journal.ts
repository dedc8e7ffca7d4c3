import { limits } from '../limits.ts';

/** What was done through the control API: kept apart from the partner's calls. */
export type ControlEntry = { at: number; method: string; path: string; status: number };

export class ControlJournal {
  private entries: ControlEntry[] = [];

  add(entry: ControlEntry): void {
    this.entries.push(entry);
    if (this.entries.length > limits.controlJournalEntries * 1.25)
      this.entries = this.entries.slice(-limits.controlJournalEntries);
  }

  read(): ControlEntry[] {
    return this.entries;
  }
}

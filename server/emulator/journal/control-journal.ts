/** What was done through the control API: kept apart from the partner's calls. */
export type ControlEntry = { at: number; method: string; path: string; status: number };

export class ControlJournal {
  private entries: ControlEntry[] = [];
  private readonly limit = 5_000;

  add(entry: ControlEntry): void {
    this.entries.push(entry);
    if (this.entries.length > this.limit * 1.25) this.entries = this.entries.slice(-this.limit);
  }

  read(): ControlEntry[] {
    return this.entries;
  }
}

/** The emulator's virtual time: real time moved by an offset, or frozen. Instants are epoch milliseconds. */
export type ClockState = { offsetMs: number; frozenAtMs: number | null };

export class Clock {
  /** Grows with every change, for those who wait for one. */
  version = 1;
  private state: ClockState = { offsetMs: 0, frozenAtMs: null };
  private readonly listeners = new Set<() => void>();

  nowMs(): number {
    return this.state.frozenAtMs ?? Date.now() + this.state.offsetMs;
  }

  get isFrozen(): boolean {
    return this.state.frozenAtMs !== null;
  }

  /** Virtual minus real time. */
  get offsetMs(): number {
    return this.nowMs() - Date.now();
  }

  /** How many wait for a change. */
  get listenerCount(): number {
    return this.listeners.size;
  }

  toState(): ClockState {
    return { ...this.state };
  }

  /** Moves to `nowMs`; frozen it stays there, else it runs on from there. */
  set(nowMs: number, isFrozen: boolean): void {
    this.restore({ offsetMs: nowMs - Date.now(), frozenAtMs: isFrozen ? nowMs : null });
  }

  restore(state: ClockState): void {
    this.state = { ...state };
    this.version += 1;
    for (const listener of [...this.listeners]) listener();
  }

  /** Calls back after every change; the answer ends it. */
  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}

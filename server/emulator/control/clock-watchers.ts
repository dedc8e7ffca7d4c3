import type { ServerResponse } from 'node:http';
import type { Clock } from '../clock.ts';

const longPollMs = 25_000;
/** A watcher that hangs must not hold up whoever moves the clock. */
const patienceMs = 1_000;

/** Long polls on the clock. Whoever moves it is answered only after every watcher was. */
export class ClockWatchers {
  private readonly clock: Clock;
  private readonly pending = new Set<Promise<void>>();

  constructor(clock: Clock) {
    this.clock = clock;
  }

  /** Resolves when the clock's version is another than `version`, at the latest after 25 seconds. */
  async changedSince(version: number, outgoing: ServerResponse): Promise<void> {
    if (this.clock.version !== version) return;
    const sent = new Promise<void>((resolve) => outgoing.once('close', resolve).once('finish', resolve));
    this.pending.add(sent);
    sent.then(() => this.pending.delete(sent));
    await new Promise<void>((resolve) => {
      const stop = () => {
        clearTimeout(timer);
        unsubscribe();
        resolve();
      };
      const timer = setTimeout(stop, longPollMs);
      const unsubscribe = this.clock.onChange(stop);
      outgoing.once('close', stop);
    });
  }

  /** Resolves when every watcher waiting now has its answer. */
  async allTold(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise((resolve) => {
      timer = setTimeout(resolve, patienceMs);
    });
    await Promise.race([Promise.all(this.pending), patience]);
    clearTimeout(timer);
  }
}

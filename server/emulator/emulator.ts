import { type Credentials, TokenDesk } from './api/tokens.ts';
import { Clock } from './clock.ts';
import type { Lagged } from './faults/call-faults.ts';
import { FaultBook } from './faults/fault-book.ts';
import { ControlJournal } from './journal/control-journal.ts';
import { Journal } from './journal/journal.ts';
import { chooseReadings, type Profile } from './readings/profiles.ts';
import type { Readings } from './readings/readings.ts';
import { Refusal } from './rules/refusal.ts';
import type { Work } from './rules/work.ts';
import type { DataDirectory } from './store/data-directory.ts';
import { beginWorld, type OpenedWorld, openWorld } from './store/open-world.ts';
import type { Change } from './world/change.ts';
import type { WorldSeed } from './world/seed-world.ts';
import type { World } from './world/world.ts';

const dayMs = 86_400_000;
const latestMs = Date.UTC(10_000, 0);

/** Everything that decides an emulator's behaviour; all of it can be left to `startEmulator`'s defaults. */
export type EmulatorSettings = {
  seed: number;
  people: number;
  buildings: number;
  profile: Profile;
  readings: Record<string, unknown>;
  /** Where the virtual clock starts; null: real time. */
  startMs: number | null;
  isFrozen: boolean;
  partner: Credentials;
  passwordless: Credentials;
  tokenTtlSeconds: number;
  controlKey: string | null;
  /** Check every answer against the contract: for tests. */
  validatesAnswers: boolean;
};

export type WorldChoice = Partial<Pick<EmulatorSettings, 'seed' | 'people' | 'buildings' | 'profile'>>;

/** One emulated Latch: its world, clock, faults and journals. Many live side by side in a process. */
export class Emulator {
  readonly settings: EmulatorSettings;
  readonly clock = new Clock();
  readonly journal = new Journal();
  readonly controlJournal = new ControlJournal();
  readonly faults = new FaultBook();
  readonly tokens: TokenDesk;
  /** Users whose reads lag behind a write (fault `lag`). */
  readonly lag = new Map<string, Lagged>();
  profile: Profile;
  readings: Readings;
  private opened: OpenedWorld;
  private readonly directory: DataDirectory | null;
  private readonly timers = new Set<NodeJS.Timeout>();
  private readonly forgetters: (() => void)[] = [];

  /** Throws a StartError or ZodError when the settings cannot work. */
  constructor(settings: EmulatorSettings, directory: DataDirectory | null, isReset: boolean) {
    this.settings = settings;
    this.directory = directory;
    this.tokens = new TokenDesk({ ...settings, ttlSeconds: settings.tokenTtlSeconds });
    this.profile = settings.profile;
    this.readings = chooseReadings(settings.profile, settings.seed, settings.readings);
    this.startClock();
    this.opened = openWorld(this.seedFor({}), directory, isReset);
    this.restoreClock(this.opened.changes);
  }

  get world(): World {
    return this.opened.world;
  }

  get seed(): WorldSeed {
    return this.opened.seed;
  }

  /** All changes since the seeded world, for a snapshot. */
  get changes(): Change[] {
    return this.opened.log.list();
  }

  /** A unit of work at this moment. Changes are visible at once and durable after `commit`. */
  openWork(): Work & { commit(): void } {
    const { world, log } = this.opened;
    let pending: Change[] = [];
    return {
      world,
      readings: this.readings,
      seed: this.opened.seed.seed,
      nowMs: this.clock.nowMs(),
      put: (change) => {
        world.apply(change);
        pending.push(change);
      },
      commit: () => {
        if (pending.length > 0) log.append(pending);
        pending = [];
      },
      applied: [],
      notifications: [],
      violations: new Set(),
    };
  }

  /** Moves the clock and remembers it across restarts. Throws a Refusal beyond the years 1970 to 9999. */
  setClock(nowMs: number, isFrozen: boolean): void {
    if (!(nowMs >= 0 && nowMs < latestMs)) throw new Refusal('The clock stays between the years 1970 and 9999.', 400);
    this.clock.set(nowMs, isFrozen);
    this.opened.log.append([{ kind: 'clock', ...this.clock.toState() }]);
  }

  /** Begins a new world; what is not chosen is as it was started. Clears journal, outbox, faults and clock. */
  reset(choice: WorldChoice): void {
    this.profile = choice.profile ?? this.settings.profile;
    this.readings = chooseReadings(this.profile, choice.seed ?? this.settings.seed, this.settings.readings);
    this.forgetCalls();
    this.startClock();
    this.opened = beginWorld(this.seedFor(choice), this.directory, []);
  }

  /** Begins the world of a snapshot, without faults. */
  restore({ profile, seed, changes }: { profile: Profile; seed: WorldSeed; changes: Change[] }): void {
    this.profile = profile;
    this.readings = chooseReadings(profile, seed.seed, this.settings.readings);
    this.forgetCalls();
    this.opened = beginWorld(seed, this.directory, changes);
    this.restoreClock(changes);
  }

  /** Calls back when the world is replaced or the emulator closes: whatever plays on it must end. */
  onForget(listener: () => void): void {
    this.forgetters.push(listener);
  }

  /** Runs something later in real time, unless the emulator closes first. */
  later(delayMs: number, run: () => void): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      run();
    }, delayMs);
    this.timers.add(timer);
  }

  close(): void {
    this.forgetCalls();
    this.directory?.close();
  }

  private forgetCalls(): void {
    for (const timer of this.timers) clearTimeout(timer);
    for (const listener of this.forgetters) listener();
    this.journal.clear();
    this.faults.clear();
    this.lag.clear();
  }

  private startClock(): void {
    const { startMs, isFrozen } = this.settings;
    if (startMs === null && !isFrozen) this.clock.restore({ offsetMs: 0, frozenAtMs: null });
    else this.clock.set(startMs ?? Date.now(), isFrozen);
  }

  private restoreClock(changes: Change[]): void {
    for (const change of changes) {
      if (change.kind === 'clock') this.clock.restore({ offsetMs: change.offsetMs, frozenAtMs: change.frozenAtMs });
    }
  }

  private seedFor({ seed, people, buildings }: WorldChoice): WorldSeed {
    return {
      seed: seed ?? this.settings.seed,
      people: people ?? this.settings.people,
      buildings: buildings ?? this.settings.buildings,
      epochMs: Math.floor(this.clock.nowMs() / dayMs) * dayMs,
    };
  }
}

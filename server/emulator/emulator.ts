import { type Credentials, TokenDesk } from './api/tokens.ts';
import { Clock } from './clock.ts';
import type { Lagged } from './faults/call-faults.ts';
import { FaultBook } from './faults/fault-book.ts';
import { ControlJournal } from './journal/control-journal.ts';
import { Journal } from './journal/journal.ts';
import { chooseReadings, type Profile, type ReadingChoice, readingOverrides } from './readings/profiles.ts';
import type { Readings } from './readings/readings.ts';
import { Refusal } from './rules/refusal.ts';
import type { Work } from './rules/work.ts';
import type { ScenarioRun } from './scenarios/scenario.ts';
import type { DataDirectory } from './store/data-directory.ts';
import { beginWorld, type OpenedWorld, openWorld, ReplayError } from './store/open-world.ts';
import { type Change, lastOfEach } from './world/change.ts';
import type { WorldSeed } from './world/seed-world.ts';
import type { World } from './world/world.ts';

const dayMs = 86_400_000;
const latestMs = Date.UTC(10_000, 0);

/** Everything that decides an emulator's behaviour; all of it can be left to `startEmulator`'s defaults. */
export type EmulatorSettings = {
  seed: number;
  people: number;
  buildings: number;
  /** null: as a data directory has it, else `openkit`. */
  profile: Profile | null;
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

export type WorldChoice = Partial<Pick<EmulatorSettings, 'seed' | 'people' | 'buildings'> & { profile: Profile }>;

/** One emulated Latch: its world, clock, faults and journals. Many live side by side in a process. */
export class Emulator {
  readonly settings: EmulatorSettings;
  readonly clock = new Clock();
  readonly journal = new Journal();
  readonly controlJournal = new ControlJournal();
  readonly faults = new FaultBook((faults) => this.opened.log.append([{ kind: 'faults', faults }]));
  readonly tokens: TokenDesk;
  /** Users whose reads lag behind a write (fault `lag`). */
  readonly lag = new Map<string, Lagged>();
  readings: Readings;
  private choice: ReadingChoice;
  private readonly startChoice: ReadingChoice;
  private opened: OpenedWorld;
  private readonly directory: DataDirectory | null;
  private readonly pauses = new Set<(isOver: boolean) => void>();
  private readonly forgetters: (() => void)[] = [];
  private readonly beginners: ((run: ScenarioRun | null) => void)[] = [];

  /** Throws a StartError or ZodError when the settings cannot work. */
  constructor(settings: EmulatorSettings, directory: DataDirectory | null, isReset: boolean) {
    this.settings = settings;
    this.directory = directory;
    this.tokens = new TokenDesk({ ...settings, ttlSeconds: settings.tokenTtlSeconds });
    const given = { profile: settings.profile, overrides: readingOverrides.parse(settings.readings) };
    this.startClock();
    this.opened = openWorld(this.seedFor({}, this.clock.nowMs()), directory, isReset);
    this.startChoice = combine(given, choiceIn(this.opened.changes));
    this.choice = this.startChoice;
    this.readings = readingsOf(this.choice, this.seed);
    this.opened.log.append([{ kind: 'readings', ...this.choice }]);
    this.recall(this.opened.changes);
  }

  get profile(): Profile {
    return this.choice.profile;
  }

  get world(): World {
    return this.opened.world;
  }

  get seed(): WorldSeed {
    return this.opened.seed;
  }

  /** All that makes this emulator another than a freshly seeded one, for a snapshot. */
  get changes(): Change[] {
    return lastOfEach([...this.opened.log.list(), { kind: 'clock', ...this.clock.toState() }]);
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
    const readings = { ...this.startChoice, ...(choice.profile && { profile: choice.profile }) };
    const seed = this.seedFor(choice, this.settings.startMs ?? Date.now());
    const opened = beginWorld(seed, this.directory, [{ kind: 'readings', ...readings }], this.settings);
    this.begin(opened, () => this.startClock());
  }

  /**
   * Begins the world of a snapshot with its readings, clock and faults. Throws a Refusal when its changes do not fit
   * its seed.
   */
  restore(seed: WorldSeed, changes: Change[]): void {
    this.begin(this.openSnapshot(seed, changes), () => this.recall(changes));
  }

  /** What cannot be opened, or kept on the disk, has thrown before: then this world goes on. */
  private begin(opened: OpenedWorld, setUp: () => void): void {
    this.forgetCalls();
    this.opened = opened;
    this.choice = choiceIn(opened.changes) ?? this.startChoice;
    this.readings = readingsOf(this.choice, this.seed);
    this.faults.restore([]);
    setUp();
    for (const listener of this.beginners) listener(this.keptRun);
  }

  private openSnapshot(seed: WorldSeed, changes: Change[]): OpenedWorld {
    try {
      return beginWorld(seed, this.directory, changes, this.settings);
    } catch (error) {
      if (!(error instanceof ReplayError)) throw error;
      throw new Refusal(`This snapshot is damaged: ${error.message}`, 400);
    }
  }

  /** The scenario this world was in the midst of when it was opened. */
  get keptRun(): ScenarioRun | null {
    return this.opened.changes.findLast((change) => change.kind === 'scenario')?.run ?? null;
  }

  /** Remembers how far a scenario is, and the time it goes by; null: none is running. */
  keepRun(run: ScenarioRun | null): void {
    const clock: Change = { kind: 'clock', ...this.clock.toState() };
    this.opened.log.append([...(run ? [clock] : []), { kind: 'scenario', run }]);
  }

  /** Calls back when another world has begun, with the scenario it is in the midst of. */
  onBegin(listener: (run: ScenarioRun | null) => void): void {
    this.beginners.push(listener);
  }

  /** Calls back when the world is replaced or the emulator closes: whatever plays on it must end. */
  onForget(listener: () => void): void {
    this.forgetters.push(listener);
  }

  /** Lets real time pass. False: the world was replaced or the emulator closed before it had. */
  pause(delayMs: number): Promise<boolean> {
    return new Promise((resolve) => {
      const end = (isOver: boolean) => {
        clearTimeout(timer);
        this.pauses.delete(end);
        resolve(isOver);
      };
      const timer = setTimeout(end, delayMs, true);
      this.pauses.add(end);
    });
  }

  close(): void {
    this.forgetCalls();
    this.directory?.close();
  }

  private forgetCalls(): void {
    for (const end of this.pauses) end(false);
    for (const listener of this.forgetters) listener();
    this.journal.clear();
    this.lag.clear();
  }

  private startClock(): void {
    const { startMs, isFrozen } = this.settings;
    if (startMs === null && !isFrozen) this.clock.restore({ offsetMs: 0, frozenAtMs: null });
    else this.clock.set(startMs ?? Date.now(), isFrozen);
  }

  private recall(changes: Change[]): void {
    for (const change of changes) {
      if (change.kind === 'clock') this.clock.restore({ offsetMs: change.offsetMs, frozenAtMs: change.frozenAtMs });
      if (change.kind === 'faults') this.faults.restore(change.faults);
    }
  }

  private seedFor({ seed, people, buildings }: WorldChoice, nowMs: number): WorldSeed {
    return {
      seed: seed ?? this.settings.seed,
      people: people ?? this.settings.people,
      buildings: buildings ?? this.settings.buildings,
      epochMs: Math.floor(nowMs / dayMs) * dayMs,
    };
  }
}

function choiceIn(changes: Change[]): ReadingChoice | undefined {
  return changes.findLast((change) => change.kind === 'readings');
}

/** What is given at the start wins over what was kept; a profile anew drops the single readings kept. */
function combine(
  given: { profile: Profile | null; overrides: ReadingChoice['overrides'] },
  kept?: ReadingChoice,
): ReadingChoice {
  if (given.profile !== null) return { profile: given.profile, overrides: given.overrides };
  return { profile: kept?.profile ?? 'openkit', overrides: { ...kept?.overrides, ...given.overrides } };
}

function readingsOf({ profile, overrides }: ReadingChoice, { seed }: WorldSeed): Readings {
  return chooseReadings(profile, seed, overrides);
}

import type { Emulator } from '../emulator.ts';
import { checkRule } from '../faults/check-rule.ts';
import { Refusal } from '../rules/refusal.ts';
import { applyWorldEvent, checkWorldEvent } from '../rules/world-events.ts';
import { report } from '../store/start-error.ts';
import { durationMs } from '../world/duration.ts';
import { resolveEvent } from './places.ts';
import { type Deed, inOrder, type NumberedStep, type Scenario } from './scenario.ts';

const longestTimerMs = 2 ** 31 - 1;

type Failure = { step: number; message: string };
type Run = {
  name: string;
  steps: NumberedStep[];
  startedMs: number;
  done: number;
  failed: Failure[];
  faultIds: Map<string, string>;
};

/** Plays one scenario at a time along the virtual clock: moving the clock plays what lies in between. */
export class ScenarioRunner {
  private readonly emulator: Emulator;
  private run: Run | null = null;
  private timer: NodeJS.Timeout | undefined;
  private unsubscribe: () => void = () => {};

  constructor(emulator: Emulator) {
    this.emulator = emulator;
    emulator.onForget(() => this.stop());
  }

  /** Replaces a running scenario. Throws a Refusal when a step names what this world has not. */
  start({ name, steps }: Scenario): void {
    const ordered = inOrder(steps);
    for (const { number, do: deed } of ordered) this.check(deed, number);
    this.stop();
    this.run = {
      name,
      steps: ordered,
      startedMs: this.emulator.clock.nowMs(),
      done: 0,
      failed: [],
      faultIds: new Map(),
    };
    this.unsubscribe = this.emulator.clock.onChange(() => this.playDue());
    this.playDue();
  }

  /** Ends the scenario and the faults it made. */
  stop(): void {
    clearTimeout(this.timer);
    this.unsubscribe();
    for (const id of this.run?.faultIds.values() ?? []) this.emulator.faults.remove(id);
    this.run = null;
  }

  /** `failed`: steps whose time had come and that could not happen, by their number in the file. */
  status(): { name: string; done: number; steps: number; failed: Failure[] } | null {
    if (!this.run) return null;
    const { name, done, steps, failed } = this.run;
    return { name, done, steps: steps.length, failed };
  }

  private check(deed: Deed, number: number): void {
    const { world } = this.emulator;
    try {
      if (deed.type === 'world_event') checkWorldEvent(world, resolveEvent(world, deed.event));
      if (deed.type === 'fault') checkRule(world, deed.rule);
    } catch (error) {
      throw error instanceof Refusal ? new Refusal(`Step ${number}: ${error.message}`, 400, error.details) : error;
    }
  }

  private playDue(): void {
    // A step may move the clock, which plays what is due then, or end the run.
    for (let step = this.nextDue(); step; step = this.nextDue()) {
      if (!this.run) return;
      this.run.done += 1;
      this.tryToPlay(this.run, step);
    }
  }

  /** The next step if its time has come; else waits for it. */
  private nextDue(): NumberedStep | undefined {
    clearTimeout(this.timer);
    const { run } = this;
    const step = run?.steps[run.done];
    if (!run || !step) return undefined;
    const waitMs = run.startedMs + durationMs(step.after) - this.emulator.clock.nowMs();
    if (waitMs <= 0) return step;
    if (this.emulator.clock.isFrozen) return undefined;
    this.timer = setTimeout(() => this.playDue(), Math.min(waitMs, longestTimerMs));
    this.timer.unref();
    return undefined;
  }

  /** The world moves on since the start: what cannot happen any more is told in the status, and the rest goes on. */
  private tryToPlay(run: Run, { number, do: deed }: NumberedStep): void {
    try {
      this.play(run, deed, number);
    } catch (error) {
      if (!(error instanceof Refusal)) report(error);
      run.failed.push({ step: number, message: error instanceof Error ? error.message : 'It failed.' });
    }
  }

  private play(run: Run, deed: Deed, number: number): void {
    const { emulator } = this;
    switch (deed.type) {
      case 'fault':
        run.faultIds.set(deed.name ?? `step ${number}`, emulator.faults.add(deed.rule, false));
        break;
      case 'end_fault': {
        const id = run.faultIds.get(deed.name);
        if (id !== undefined) emulator.faults.remove(id);
        break;
      }
      case 'expire_tokens':
        emulator.tokens.expireAll();
        break;
      case 'clock':
        emulator.setClock(emulator.clock.nowMs() + durationMs(deed.advance), emulator.clock.isFrozen);
        break;
      case 'world_event': {
        const work = emulator.openWork();
        applyWorldEvent(work, resolveEvent(emulator.world, deed.event));
        work.commit();
        break;
      }
    }
  }
}

import type { Emulator } from '../emulator.ts';
import { checkRule } from '../faults/check-rule.ts';
import { Refusal } from '../rules/refusal.ts';
import { applyWorldEvent, checkWorldEvent } from '../rules/world-events.ts';
import { report } from '../store/start-error.ts';
import { durationMs } from '../world/duration.ts';
import { resolveEvent, resolveRule } from './places.ts';
import { type Deed, inOrder, type NumberedStep, type Scenario, type ScenarioRun } from './scenario.ts';

const longestTimerMs = 2 ** 31 - 1;

/** Plays one scenario at a time along the virtual clock: moving the clock plays what lies in between. */
export class ScenarioRunner {
  private readonly emulator: Emulator;
  private run: ScenarioRun | null = null;
  private steps: NumberedStep[] = [];
  private timer: NodeJS.Timeout | undefined;
  private unsubscribe: () => void = () => {};

  /** Goes on with the scenario a data directory was in the midst of, and later with that of a snapshot. */
  constructor(emulator: Emulator) {
    this.emulator = emulator;
    emulator.onForget(() => this.leave());
    emulator.onBegin((run) => run && this.goOn(run));
    if (emulator.keptRun) this.goOn(emulator.keptRun);
  }

  /** Replaces a running scenario. Throws a Refusal when a step names what this world has not. */
  start(scenario: Scenario): void {
    for (const { number, do: deed } of inOrder(scenario.steps)) this.check(deed, number);
    this.stop();
    this.goOn({ scenario, startedMs: this.emulator.clock.nowMs(), done: 0, failed: [], faultIds: {} });
  }

  /** Ends the scenario and the faults it made. */
  stop(): void {
    const { run } = this;
    this.leave();
    for (const id of Object.values(run?.faultIds ?? {})) this.emulator.faults.remove(id);
    if (run) this.emulator.keepRun(null);
  }

  status(): (Pick<ScenarioRun, 'done' | 'failed'> & { name: string; steps: number }) | null {
    if (!this.run) return null;
    const { scenario, done, failed } = this.run;
    return { name: scenario.name, done, steps: this.steps.length, failed };
  }

  private goOn(run: ScenarioRun): void {
    this.run = run;
    this.steps = inOrder(run.scenario.steps);
    this.emulator.keepRun(run);
    this.unsubscribe = this.emulator.clock.onChange(() => this.playDue());
    this.playDue();
  }

  /** Plays no more; what was kept of it stays. */
  private leave(): void {
    clearTimeout(this.timer);
    this.unsubscribe();
    this.run = null;
  }

  private check(deed: Deed, number: number): void {
    const { world } = this.emulator;
    try {
      if (deed.type === 'world_event') checkWorldEvent(world, resolveEvent(world, deed.event));
      if (deed.type === 'fault') checkRule(world, resolveRule(world, deed.rule));
    } catch (error) {
      throw error instanceof Refusal ? new Refusal(`Step ${number}: ${error.message}`, 400, error.details) : error;
    }
  }

  private playDue(): void {
    // A step may move the clock, which plays what is due then, or end the run.
    for (let step = this.nextDue(); step; step = this.nextDue()) {
      const { run } = this;
      if (!run) return;
      run.done += 1;
      this.tryToPlay(run, step);
      if (this.run === run) this.emulator.keepRun(run);
    }
  }

  /** The next step if its time has come; else waits for it. */
  private nextDue(): NumberedStep | undefined {
    clearTimeout(this.timer);
    const { run } = this;
    const step = run && this.steps[run.done];
    if (!step) return undefined;
    const waitMs = run.startedMs + durationMs(step.after) - this.emulator.clock.nowMs();
    if (waitMs <= 0) return step;
    if (this.emulator.clock.isFrozen) return undefined;
    this.timer = setTimeout(() => this.playDue(), Math.min(waitMs, longestTimerMs));
    this.timer.unref();
    return undefined;
  }

  /** The world moves on since the start: what cannot happen any more is told in the status, and the rest goes on. */
  private tryToPlay(run: ScenarioRun, { number, do: deed }: NumberedStep): void {
    try {
      this.play(run, deed, number);
    } catch (error) {
      if (!(error instanceof Refusal)) report(error);
      run.failed.push({ step: number, message: error instanceof Error ? error.message : 'It failed.' });
    }
  }

  private play(run: ScenarioRun, deed: Deed, number: number): void {
    const { emulator } = this;
    switch (deed.type) {
      case 'fault':
        run.faultIds[deed.name ?? `step ${number}`] = emulator.faults.add(resolveRule(emulator.world, deed.rule));
        break;
      case 'end_fault': {
        const id = run.faultIds[deed.name];
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

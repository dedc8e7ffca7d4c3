import type { Emulator } from '../emulator.ts';
import { applyWorldEvent } from '../rules/world-events.ts';
import { durationMs } from '../world/duration.ts';
import { resolveEvent } from './places.ts';
import type { Deed, Scenario } from './scenario.ts';

const longestTimerMs = 2 ** 31 - 1;

type Run = { scenario: Scenario; startedMs: number; done: number; faultIds: Map<string, string> };

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

  /** Replaces a running scenario. Throws a Refusal when an event names what this world has not. */
  start(scenario: Scenario): void {
    for (const { do: deed } of scenario.steps) {
      if (deed.type === 'world_event') resolveEvent(this.emulator.world, deed.event);
    }
    this.stop();
    const steps = scenario.steps.toSorted((left, right) => durationMs(left.after) - durationMs(right.after));
    this.run = {
      scenario: { ...scenario, steps },
      startedMs: this.emulator.clock.nowMs(),
      done: 0,
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

  status(): { name: string; done: number; steps: number } | null {
    return this.run && { name: this.run.scenario.name, done: this.run.done, steps: this.run.scenario.steps.length };
  }

  private playDue(): void {
    clearTimeout(this.timer);
    const { run } = this;
    const step = run?.scenario.steps[run.done];
    if (!run || !step) return;
    const waitMs = run.startedMs + durationMs(step.after) - this.emulator.clock.nowMs();
    if (waitMs > 0) {
      if (this.emulator.clock.isFrozen) return;
      this.timer = setTimeout(() => this.playDue(), Math.min(waitMs, longestTimerMs));
      this.timer.unref();
      return;
    }
    run.done += 1;
    this.play(run, step.do, run.done);
    this.playDue();
  }

  private play(run: Run, deed: Deed, number: number): void {
    const { emulator } = this;
    switch (deed.type) {
      case 'fault':
        run.faultIds.set(deed.name ?? `step ${number}`, emulator.faults.add(deed.rule));
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

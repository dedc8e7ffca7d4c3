/** Ends one thing. `hurry` aborts when the operator presses Ctrl-C again: do not wait any longer. */
type Stop = (hurry: AbortSignal) => Promise<void> | void;

/** What is running, in the order it was started; ended in reverse. */
export class Shutdown {
  readonly #steps: { name: string; stop: Stop }[] = [];
  readonly #closing = new AbortController();
  readonly #hurry = new AbortController();
  #finished: Promise<void> | undefined;

  /** Aborts when the end begins, so that a start under way goes no further. */
  get closing(): AbortSignal {
    return this.#closing.signal;
  }

  add(name: string, stop: Stop): void {
    this.#steps.push({ name, stop });
  }

  /** Ends everything, once; a step that fails is reported and the next one follows. */
  run(): Promise<void> {
    this.#finished ??= this.#runSteps();
    return this.#finished;
  }

  hurry(): void {
    this.#hurry.abort();
  }

  async #runSteps(): Promise<void> {
    this.#closing.abort();
    for (let step = this.#steps.pop(); step; step = this.#steps.pop()) {
      try {
        await step.stop(this.#hurry.signal);
      } catch (error) {
        console.error(`${step.name} did not stop cleanly: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  }
}

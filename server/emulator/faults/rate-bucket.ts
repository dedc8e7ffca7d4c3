/** A token bucket in real time. */
export class RateBucket {
  private readonly perSecond: number;
  private readonly burst: number;
  private level: number;
  private filledAtMs = performance.now();

  constructor({ perSecond, burst }: { perSecond: number; burst: number }) {
    this.perSecond = perSecond;
    this.burst = burst;
    this.level = burst;
  }

  /** False when the budget is spent. */
  take(): boolean {
    const nowMs = performance.now();
    this.level = Math.min(this.burst, this.level + ((nowMs - this.filledAtMs) / 1000) * this.perSecond);
    this.filledAtMs = nowMs;
    if (this.level < 1) return false;
    this.level -= 1;
    return true;
  }
}

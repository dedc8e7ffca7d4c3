import { CircuitState, ConsecutiveBreaker, circuitBreaker, handleWhenResult, isBrokenCircuitError } from 'cockatiel';
import type { Sent } from './send.ts';
import type { OpenKitStatus } from './types.ts';

const failuresToOpen = 10;
const probeAfterMs = 5_000;

const states: Record<CircuitState, OpenKitStatus['breaker']> = {
  [CircuitState.Closed]: 'closed',
  [CircuitState.Open]: 'open',
  [CircuitState.HalfOpen]: 'half_open',
  [CircuitState.Isolated]: 'open',
};

export type BreakerOpen = { kind: 'failure'; sent: false; reason: 'breaker_open' };

/** After ten outages in a row calls fail at once, without a byte, and one probe every five seconds looks again. */
export function createBreaker() {
  const policy = circuitBreaker(
    handleWhenResult((result) => isOutage(result as Sent)),
    { halfOpenAfter: probeAfterMs, breaker: new ConsecutiveBreaker(failuresToOpen) },
  );
  return {
    async run(send: () => Promise<Sent>): Promise<Sent | BreakerOpen> {
      try {
        return await policy.execute(send);
      } catch (error) {
        if (isBrokenCircuitError(error)) return { kind: 'failure', sent: false, reason: 'breaker_open' };
        throw error;
      }
    },
    state: () => states[policy.state],
  };
}

export type Breaker = ReturnType<typeof createBreaker>;

const ours: string[] = ['aborted', 'limited', 'not_due'];

/** A refusal is an answer, and giving up or waiting for our turn says nothing about OpenKit. */
function isOutage(sent: Sent): boolean {
  if (sent.kind === 'answer') return sent.status >= 500;
  return !ours.includes(sent.reason);
}

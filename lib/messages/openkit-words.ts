import type { CallKind } from '../openkit-calls.ts';
import type { OpenKitStatusView, SchemaWarning } from '../schemas/openkit-status.ts';
import { counted } from './counts.ts';

export type Connection = { status: 'active' | 'waiting' | 'failed'; word: string; detail: string };

type Facts = Pick<OpenKitStatusView, 'token' | 'budget' | 'worker' | 'sync'>;

/** Whether OpenKit can be reached, the worst news first. */
export function connectionOf({ token, budget, worker, sync }: Facts): Connection {
  if (!worker?.isAlive) {
    return {
      status: 'failed',
      word: 'Worker silent',
      detail:
        'The program that calls OpenKit has not been heard from for a minute. What is waiting stays safe until it runs.',
    };
  }
  if (token.failure === 'credentials') {
    return {
      status: 'failed',
      word: 'Credentials refused',
      detail: 'OpenKit does not accept the client ID and secret of this Gatehouse.',
    };
  }
  if (token.failure === 'token_refused') {
    return {
      status: 'failed',
      word: 'Token refused',
      detail:
        'OpenKit refuses calls with the token that it gave us. They are made again until it takes one. If this lasts, ask Latch about your access to OpenKit.',
    };
  }
  if (worker.breaker === 'open' || sync.reason === 'upstream_unavailable') {
    return {
      status: 'failed',
      word: 'Not answering',
      detail:
        'OpenKit failed several times in a row. Gatehouse tries again every few seconds; nothing that is waiting is lost.',
    };
  }
  if (sync.reason === 'sweep_denied') {
    return {
      status: 'failed',
      word: 'Refusing',
      detail: 'OpenKit answers, but refuses to show its data. The reading continues by itself once it does.',
    };
  }
  if (sync.reason === 'sweep_unparsable') {
    return {
      status: 'failed',
      word: 'Not understood',
      detail: 'We could not read OpenKit’s answer. Gatehouse tries again every few minutes.',
    };
  }
  if (worker.breaker === 'half_open' || token.failure === 'auth_unavailable') {
    return {
      status: 'waiting',
      word: 'Unsteady',
      detail: 'OpenKit answers only now and then. What is waiting is sent when possible.',
    };
  }
  if (budget.pausedUntil !== null) {
    return {
      status: 'waiting',
      word: 'Slowed down',
      detail: 'OpenKit asked us to wait. What is waiting is sent after that.',
    };
  }
  return { status: 'active', word: 'Connected', detail: 'OpenKit answers.' };
}

/** How long a reading took: "48 seconds", "3 minutes". */
export function durationText(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 1) return 'less than a second';
  return seconds < 120 ? counted(seconds, 'second') : counted(Math.round(seconds / 60), 'minute');
}

const problems: Record<SchemaWarning['problem'], string> = {
  missing: 'is missing',
  null: 'is empty, though documented as always there',
  unexpected: 'holds something that is not documented',
  too_long: 'is longer than documented',
};

/** What is odd about a field of OpenKit's answers: "holds something that is not documented (VISITOR)". */
export const warningSentence = ({ problem, example }: Pick<SchemaWarning, 'problem' | 'example'>): string =>
  example === null ? problems[problem] : `${problems[problem]} (${example})`;

/** What each kind of call is for. */
export const callKindNames: Record<CallKind, string> = {
  token: 'Token',
  buildings: 'Buildings',
  doors: 'Pages of doors',
  people: 'Pages of people',
  person: 'One person, or their codes',
  residents: 'Residents of a building',
  grant: 'Giving access',
  change: 'Changing access',
  revoke: 'Revoking access',
};

import { connectionOf } from '#lib/messages/openkit-words';
import type { OpenKitStatusView } from '#lib/schemas/openkit-status';
import { formatExact } from '#lib/time/format';
import { FactList } from '@/components/ui/fact-list';
import { StatusMark } from '@/components/ui/status-mark';
import { Time } from '@/components/ui/time';

const breakers = {
  closed: 'Calls are let through',
  half_open: 'One call is let through, to see whether OpenKit answers again',
  open: 'Calls fail at once, without asking OpenKit; one every five seconds looks again',
} as const;

/** Whether OpenKit answers, and what holds calls back. Needs a clock of real time above it. */
export function ConnectionFacts({ status }: { status: OpenKitStatusView }) {
  const connection = connectionOf(status);
  const { token, budget, worker } = status;
  return (
    <FactList
      facts={[
        {
          label: 'Now',
          value: (
            <>
              <StatusMark status={connection.status} word={connection.word} />
              <span className="block text-muted">{connection.detail}</span>
            </>
          ),
        },
        {
          label: 'Mode',
          value: status.mode === 'sandbox' ? 'Sandbox: an emulator of OpenKit. No real door opens.' : 'Live',
        },
        { label: 'Token', value: <Token token={token} /> },
        {
          label: 'Budget',
          value: (
            <>
              {budget.callsPerSecond.toLocaleString('en')} calls a second, all programs together
              {budget.pausedUntil && (
                <span className="block text-waiting">
                  OpenKit asked us to wait until {formatExact(budget.pausedUntil, 'UTC')}
                </span>
              )}
            </>
          ),
        },
        { label: 'Breaker', value: worker ? breakers[worker.breaker] : 'Not known' },
        {
          label: 'Worker',
          value: worker ? (
            <>
              Last heard from <Time instant={worker.at} zone="UTC" as="both" />
            </>
          ) : (
            'Has never been heard from'
          ),
        },
      ]}
    />
  );
}

const failures = {
  credentials: 'OpenKit refused the last request for one: wrong client ID or secret.',
  token_refused: 'OpenKit refuses calls that are made with it.',
  auth_unavailable: 'The last request for a new one was not answered. It is tried again by itself.',
} as const;

function Token({ token }: { token: OpenKitStatusView['token'] }) {
  return (
    <>
      {token.fetchedAt ? (
        <>
          Fetched <Time instant={token.fetchedAt} zone="UTC" as="both" />
          {token.renewAt && (
            <>
              , renewed <Time instant={token.renewAt} zone="UTC" as="both" />
            </>
          )}
        </>
      ) : (
        'None yet: the first call fetches one'
      )}
      {token.failure && <span className="block text-stopped">{failures[token.failure]}</span>}
    </>
  );
}

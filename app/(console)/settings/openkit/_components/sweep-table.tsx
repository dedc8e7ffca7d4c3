import { durationText } from '#lib/messages/openkit-words';
import type { Difference, SweepSummary } from '#lib/schemas/openkit-status';
import { formatExact } from '#lib/time/format';
import { epochMs } from '#lib/time/instant';
import { StatusMark } from '@/components/ui/status-mark';

/** The last readings that ended: what they took, what they brought, and what of it was different. */
export function SweepTable({ sweeps }: { sweeps: SweepSummary[] }) {
  if (sweeps.length === 0) return <p className="text-muted">No reading has ended yet.</p>;
  return (
    <ul className="divide-y divide-line border-y border-line">
      {sweeps.map((sweep) => (
        <li key={sweep.generation} className="grid gap-0.5 py-2">
          <p className="flex flex-wrap justify-between gap-x-4">
            <span>{formatExact(sweep.finishedAt, 'UTC')}</span>
            <Outcome sweep={sweep} />
          </p>
          <p className="text-sm text-muted">
            {cost(sweep)}
            {sweep.unreadable !== null &&
              sweep.unreadable > 0 &&
              ` · ${sweep.unreadable.toLocaleString('en')} we could not read`}
          </p>
          {sweep.differences && <Differences differences={sweep.differences} />}
        </li>
      ))}
    </ul>
  );
}

function Outcome({ sweep: { state, isAccepted } }: { sweep: SweepSummary }) {
  if (state === 'suspect') return <StatusMark status="unconfirmed" word="Suspect: nothing was removed" />;
  if (state === 'stopped') return <StatusMark status="cancelled" word="Stopped" />;
  return <StatusMark status="active" word={isAccepted ? 'Loss accepted' : 'Complete'} />;
}

function cost({ startedAt, finishedAt, calls, rows }: SweepSummary): string {
  const took = durationText(epochMs(finishedAt) - epochMs(startedAt));
  const counts = [
    calls !== null && `${calls.toLocaleString('en')} calls`,
    rows !== null && `${rows.toLocaleString('en')} rows`,
  ];
  return [took, ...counts.filter(Boolean)].join(' · ');
}

const kinds = ['people', 'doors', 'buildings', 'accesses'] as const;

function Differences({ differences }: { differences: NonNullable<SweepSummary['differences']> }) {
  const lines = kinds.flatMap((kind) => {
    const parts = differences[kind] ? differenceParts(differences[kind]) : [];
    return parts.length > 0 ? [{ kind, text: parts.join(', ') }] : [];
  });
  if (lines.length === 0) return <p className="text-sm">Nothing changed</p>;
  return (
    <ul className="text-sm">
      {lines.map(({ kind, text }) => (
        <li key={kind}>
          <span className="capitalize">{kind}</span>: {text}
        </li>
      ))}
    </ul>
  );
}

const differenceParts = (difference: Difference): string[] =>
  (['appeared', 'changed', 'vanished'] as const)
    .filter((how) => difference[how] > 0)
    .map((how) => `${difference[how].toLocaleString('en')} ${how}`);

import { durationText } from '#lib/messages/openkit-words';
import type { SyncStatus } from '#lib/schemas/sync';

const phases = [
  { phase: 'buildings', label: 'Buildings' },
  { phase: 'doors', label: 'Doors' },
  { phase: 'people', label: 'People' },
] as const;

/**
 * How far the reading of OpenKit has come. OpenKit does not say how much there is: the last complete reading is what it
 * is measured by, and before the first this counts and promises nothing. Who does not see everything is told a part.
 */
export function SyncProgress({ status }: { status: SyncStatus }) {
  return (
    <div className="grid gap-2">
      <dl className="grid gap-1">
        {phases.map(({ phase, label }) => (
          <div key={phase} className="flex justify-between gap-6">
            <dt className={status.phase === phase ? 'font-medium' : 'text-muted'}>
              {label}
              {status.phase === phase && '…'}
            </dt>
            <dd>{countOf(status, phase)}</dd>
          </div>
        ))}
      </dl>
      {!status.seen && status.percent !== null && <p>{status.percent}% read</p>}
      {status.secondsLeft !== null && (
        <p className="text-sm text-muted">
          {status.secondsLeft === 0 ? 'Nearly done' : `At least ${durationText(status.secondsLeft * 1000)} left`}
        </p>
      )}
    </div>
  );
}

function countOf({ seen, expected }: SyncStatus, phase: (typeof phases)[number]['phase']): string {
  if (!seen) return '';
  const count = seen[phase].toLocaleString('en');
  return expected ? `${count} of about ${expected[phase].toLocaleString('en')}` : count;
}

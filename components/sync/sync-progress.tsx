import type { SyncStatus } from '#lib/schemas/sync';

const phases = [
  { phase: 'buildings', label: 'Buildings' },
  { phase: 'doors', label: 'Doors' },
  { phase: 'people', label: 'People' },
] as const;

/** How far the reading of OpenKit has come. OpenKit does not say how much there is, so this counts and promises nothing. */
export function SyncProgress({ status }: { status: SyncStatus }) {
  return (
    <dl className="grid gap-1">
      {phases.map(({ phase, label }) => (
        <div key={phase} className="flex justify-between gap-6">
          <dt className={status.phase === phase ? 'font-medium' : 'text-muted'}>
            {label}
            {status.phase === phase && '…'}
          </dt>
          <dd>{(status.seen?.[phase] ?? 0).toLocaleString('en')}</dd>
        </div>
      ))}
    </dl>
  );
}

import { settledDoors } from '#lib/messages/progress-words';
import type { OperationProgress } from '#lib/schemas/operation';

/** How much of an operation is settled, and how: confirmed, refused, left to a person, stopped. */
export function ProgressBar({ progress }: { progress: OperationProgress }) {
  const { counts, doorCount } = progress;
  const parts = [
    { count: counts.applied, style: 'bg-accent' },
    { count: counts.needs_person, style: 'bg-waiting' },
    { count: counts.rejected, style: 'bg-stopped' },
    { count: counts.cancelled, style: 'bg-edge' },
  ];
  return (
    <div
      role="progressbar"
      aria-label="Doors settled"
      aria-valuemin={0}
      aria-valuemax={doorCount}
      aria-valuenow={settledDoors(progress)}
      className="mb-4 flex h-1.5 overflow-hidden rounded-full bg-sunken"
    >
      {parts.map(({ count, style }) => (
        <span key={style} className={style} style={{ width: `${(100 * count) / doorCount}%` }} />
      ))}
    </div>
  );
}

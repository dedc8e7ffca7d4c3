import { counted } from '#lib/messages/counts';
import { callKindNames } from '#lib/messages/openkit-words';
import type { Meter as Spent } from '#lib/schemas/openkit-status';
import { formatClock } from '#lib/time/format';

/** What was asked of OpenKit: minute by minute over the last hour, and by kind. */
export function Meter({ meter }: { meter: Spent }) {
  return (
    <div className="grid gap-5">
      <p>
        The budget leaves <span className="font-medium">{counted(meter.left, 'call')}</span> in this minute.
      </p>
      <Minutes minutes={meter.minutes} />
      {meter.kinds.length === 0 ? (
        <p className="text-muted">OpenKit has not been asked anything in the last 24 hours.</p>
      ) : (
        <Kinds kinds={meter.kinds} />
      )}
    </div>
  );
}

function Minutes({ minutes }: { minutes: Spent['minutes'] }) {
  const most = Math.max(1, ...minutes.map(({ calls }) => calls));
  const total = minutes.reduce((sum, { calls }) => sum + calls, 0);
  const pace = total === 0 ? '' : `, at most ${most.toLocaleString('en')} in a minute`;
  const label = `${counted(total, 'call')} in the last hour${pace}`;
  return (
    <figure className="grid gap-1">
      <div role="img" aria-label={label} className="flex h-16 items-end gap-px border-b border-line">
        {minutes.map(({ minute, calls, trouble }) => (
          <span
            key={minute}
            title={`${formatClock(minute, 'UTC')} UTC: ${counted(calls, 'call')}${trouble > 0 ? `, ${trouble} with trouble` : ''}`}
            className={`min-w-0 flex-1 ${trouble > 0 ? 'bg-waiting' : 'bg-accent'}`}
            style={{ height: `${calls === 0 ? 0 : Math.max(4, (calls / most) * 100)}%` }}
          />
        ))}
      </div>
      <figcaption className="text-sm text-muted">{label}.</figcaption>
    </figure>
  );
}

function Kinds({ kinds }: { kinds: Spent['kinds'] }) {
  return (
    <table className="w-full table-fixed border-collapse text-left text-sm">
      <thead className="text-muted">
        <tr className="border-b border-line *:py-2 *:pr-3 *:font-normal">
          <th scope="col">Calls</th>
          <th scope="col" className="w-16 text-right">
            Minute
          </th>
          <th scope="col" className="w-16 text-right">
            Hour
          </th>
          <th scope="col" className="w-20 text-right">
            24 hours
          </th>
          <th scope="col" className="w-20 text-right" title="Refused, slowed down or not answered, in 24 hours">
            Trouble
          </th>
        </tr>
      </thead>
      <tbody>
        {kinds.map(({ kind, minute, hour, day, trouble }) => (
          <tr key={kind} className="border-b border-line *:py-2 *:pr-3">
            <th scope="row" className="font-normal">
              {callKindNames[kind]}
            </th>
            {[minute, hour, day, trouble].map((count, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: four columns that never move.
              <td key={index} className="text-right">
                {count.toLocaleString('en')}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

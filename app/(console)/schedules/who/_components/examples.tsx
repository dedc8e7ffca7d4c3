import Link from 'next/link';
import { type Area, inArea } from '#lib/area';

const examples = [
  ['gym tue 3pm', 'Who could open the gym on Tuesday at three.'],
  ['who lobby yesterday 22:00-23:00', 'Everyone who could at any time in between.'],
  ['who gym mon to fri', 'Everyone who could on any of these days.'],
  ['gym mon 18:00 to wed 9:00', 'Everyone who could at any time from the first to the second.'],
  ['which doors noor tomorrow', 'Every door one person will be able to open.'],
  ['laundry now', 'Who can this minute.'],
] as const;

/** What can be asked, for whoever comes without a question. */
export function Examples({ area }: { area: Area }) {
  return (
    <section aria-labelledby="examples" className="py-4">
      <h2 id="examples" className="font-semibold">
        Ask like this
      </h2>
      <ul className="mt-2 max-w-2xl divide-y divide-line border-y border-line">
        {examples.map(([ask, meaning]) => (
          <li key={ask}>
            <Link
              href={inArea(`/schedules/who?${new URLSearchParams({ ask })}`, area)}
              prefetch={false}
              className="flex min-h-11 flex-wrap items-center justify-between gap-x-6 py-2 hover:bg-sunken"
            >
              <span className="font-medium">{ask}</span>
              <span className="text-muted">{meaning}</span>
            </Link>
          </li>
        ))}
      </ul>
      <p className="mt-3 max-w-prose text-sm text-muted">
        Days and times are those of the door’s building, unless you name a zone. Where a question can be read in two
        ways, you are asked which one you mean. What you put in quotes is a name, like “doors of &quot;wei sun&quot;”.
      </p>
    </section>
  );
}

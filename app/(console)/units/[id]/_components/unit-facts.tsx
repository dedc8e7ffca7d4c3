import Link from 'next/link';
import { counted } from '#lib/messages/counts';
import type { UnitView } from '#lib/schemas/unit';
import { zoneCity } from '#lib/time/zone';
import { FactsColumn } from '@/components/ui/fact-list';

/** Where it is, when its leases open and close doors, what comes with it. */
export function UnitFacts({ unit }: { unit: UnitView }) {
  const { rules, timeZone } = unit;
  const zone = timeZone ? ` (${zoneCity(timeZone)})` : '';
  const facts = [
    {
      label: 'Building',
      value: (
        <Link
          href={`/buildings/${unit.buildingId}`}
          prefetch={false}
          dir="auto"
          className="text-accent underline underline-offset-2"
        >
          {unit.buildingName}
        </Link>
      ),
    },
    { label: 'Doors open', value: `${hour(rules.moveInHour)}${zone} on the first day` },
    {
      label: 'Doors close',
      value: `${hour(rules.moveOutHour)}${zone} on the last day${rules.graceDays > 0 ? ` and ${counted(rules.graceDays, 'day')} of grace` : ''}`,
    },
    {
      label: 'Bundles',
      value:
        unit.bundles.length === 0
          ? 'None in this building'
          : unit.bundles.map(({ id, name, doors }) => (
              <Link
                key={id}
                href={`/bundles/${id}`}
                prefetch={false}
                className="block text-accent underline underline-offset-2"
              >
                <bdi>{name}</bdi>, {counted(doors.length, 'door')}
              </Link>
            )),
    },
    {
      label: 'Over time',
      value: (
        <Link href={`/schedules?unit=${unit.id}`} prefetch={false} className="text-accent underline underline-offset-2">
          See its timeline
        </Link>
      ),
    },
    {
      label: 'Not shown',
      value: (
        <span className="text-sm text-muted">
          Gatehouse sees doors enabled for you and your users. Keycards and Mission Control may show more.
        </span>
      ),
    },
  ];
  return <FactsColumn facts={facts} />;
}

const hour = (number: number): string => `${String(number).padStart(2, '0')}:00`;

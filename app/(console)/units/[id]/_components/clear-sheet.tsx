'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { counted } from '#lib/messages/counts';
import { untilText } from '#lib/messages/window-words';
import { failureOf } from '#lib/queries/fetch-json';
import { clearCheckQuery } from '#lib/queries/units';
import { type ClearCheck, verdictOf } from '#lib/schemas/clear-check';
import type { UnitView } from '#lib/schemas/unit';
import { formatLocalDate } from '#lib/time/format';
import { Button } from '@/components/ui/button';
import { ErrorState } from '@/components/ui/error-state';
import { Icon } from '@/components/ui/icon';
import { Sheet } from '@/components/ui/sheet';
import { SkeletonRows } from '@/components/ui/skeleton-rows';
import { Time } from '@/components/ui/time';

/** "Is 4B clear?": the one check before keys change hands. */
export default function ClearSheet({ unit, onClose }: { unit: UnitView; onClose: () => void }) {
  const check = useQuery(clearCheckQuery(unit.id));
  return (
    <Sheet
      title={`Is ${unit.name} clear?`}
      facts={unit.buildingName}
      onClose={onClose}
      footer={<Button onClick={onClose}>Close</Button>}
    >
      {check.isPending && <SkeletonRows count={6} />}
      {check.isError && <ErrorState failure={failureOf(check.error)} />}
      {check.data && <Findings check={check.data} />}
    </Sheet>
  );
}

function Findings({ check }: { check: ClearCheck }) {
  const zone = check.timeZone ?? 'UTC';
  const verdict = verdictOf(check);
  return (
    <div className="grid gap-6">
      <p role="status" className="flex items-center gap-2 text-lg font-medium">
        <Icon
          name={verdict === 'clear' ? 'active' : 'warning'}
          className={verdict === 'clear' ? 'text-accent' : 'text-waiting'}
        />
        {verdictWords[verdict](check.unitName)}
      </p>
      {verdict === 'unknown' && <p className="text-muted">{whyUnknown(check)}</p>}
      {check.incoming.length > 0 && (
        <Group title="Moving in">
          {check.incoming.map(({ name, leaseStart, isIn }) => (
            <Line key={name}>
              <bdi>{name}</bdi>, from {formatLocalDate(leaseStart)}
              {isIn && ', can open a door already'}
            </Line>
          ))}
        </Group>
      )}
      <Group title="Leases still running">
        {check.leases.map(({ name, leaseEnd }) => (
          <Line key={name}>
            <bdi>{name}</bdi>, {leaseEnd ? `to ${formatLocalDate(leaseEnd)}` : 'no end known'}
          </Line>
        ))}
      </Group>
      <Group title="Can open a door without a lease">
        {check.open.map(({ personId, name, doorName, who, hostName, end }) => (
          <Line key={`${personId}:${doorName}:${end}`}>
            <Link href={`/people/${personId}`} prefetch={false} className="text-accent underline underline-offset-2">
              <bdi>{name}</bdi>
            </Link>
            : {whoWords[who]}
            {hostName && ` of ${hostName}`}, <bdi>{doorName}</bdi>, {untilText(end, zone)}
          </Line>
        ))}
      </Group>
      <Group title="Being given, not confirmed yet">
        {check.asked.map(({ name, doorName, operationId }) => (
          <Line key={`${operationId}:${name}:${doorName}`}>
            <Link
              href={`/operations/${operationId}`}
              prefetch={false}
              className="text-accent underline underline-offset-2"
            >
              <bdi>{name}</bdi>
            </Link>
            , <bdi>{doorName}</bdi>
          </Line>
        ))}
      </Group>
      <Group title="Codes that still work">
        {check.codes.map(({ name, doorName, hostName, end }) => (
          <Line key={`${name}:${doorName}:${end}`}>
            <bdi>{name}</bdi>
            {hostName && `, guest of ${hostName}`}, <bdi>{doorName}</bdi>, {untilText(end, zone)}; cannot be taken back
          </Line>
        ))}
      </Group>
      <Group title="Revoked or over, but the lock may not know">
        {check.unsynced.map(({ name, doorId, doorName }) => (
          <Line key={`${name}:${doorId}`}>
            <bdi>{name}</bdi> at{' '}
            <Link href={`/doors/${doorId}`} prefetch={false} className="text-accent underline underline-offset-2">
              <bdi>{doorName}</bdi>
            </Link>
          </Line>
        ))}
      </Group>
      <Coverage check={check} />
    </div>
  );
}

const verdictWords: Record<ReturnType<typeof verdictOf>, (unit: string) => string> = {
  clear: (unit) => `${unit} is clear.`,
  not_clear: (unit) => `${unit} is not clear.`,
  unknown: (unit) => `Nobody can tell whether ${unit} is clear.`,
};

function whyUnknown({ doorCount, goneDoorCount, sweep }: ClearCheck): string {
  if (doorCount + goneDoorCount === 0) return 'No door belongs to this unit here, so there was nothing to check.';
  if (goneDoorCount > 0) return `OpenKit no longer lists ${counted(goneDoorCount, 'door')} of this unit.`;
  if (sweep === 'suspect') return 'The last reading of OpenKit missed too much to be believed.';
  return doorCount === 0 || sweep === 'never' ? 'OpenKit has not been read in full yet.' : '';
}

const whoWords: Record<ClearCheck['open'][number]['who'], string> = {
  former: 'moved out',
  guest: 'guest',
  vendor: 'not a resident',
  other: 'nobody noted why',
};

/** A heading with its lines; without any it says so, because nothing found is an answer too. */
function Group({ title, children }: { title: string; children: ReactNode[] }) {
  return (
    <section className="grid gap-1">
      <h3 className="font-medium">{title}</h3>
      {children.length === 0 ? (
        <p className="text-sm text-muted">None.</p>
      ) : (
        <ul className="grid list-disc gap-1 pl-5 text-sm">{children}</ul>
      )}
    </section>
  );
}

const Line = ({ children }: { children: ReactNode }) => <li className="wrap-anywhere">{children}</li>;

/** What the answer rests on, and what it cannot know. */
function Coverage({ check }: { check: ClearCheck }) {
  return (
    <p className="border-t border-line pt-3 text-sm text-muted">
      Checked on {counted(check.doorCount, 'private door')} of this unit that OpenKit shows us, as read{' '}
      {check.asOf ? <Time instant={check.asOf} zone={check.timeZone ?? 'UTC'} as="both" /> : 'not yet'}. Not part of it:
      doors that are not enabled for us, keycards, metal keys, and people known only to Mission Control.
    </p>
  );
}

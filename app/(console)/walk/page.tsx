import type { Metadata } from 'next';
import { areaParams } from '#lib/area';
import { counted } from '#lib/messages/counts';
import { may } from '#lib/permissions';
import { parseSearch, toUrlSearch } from '#lib/search-params';
import { pageSession } from '#server/auth/page-session';
import { walkList } from '#server/services/doors/walk-list';
import { IgnoredParams } from '@/components/data-table/ignored-params';
import { Banner } from '@/components/ui/banner';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { PrintButton } from '@/components/ui/print-button';
import { Time } from '@/components/ui/time';
import { WalkBuilding } from './_components/walk-building.tsx';

export const metadata: Metadata = { title: 'Locks to sync' };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** A list to print and walk with: OpenKit cannot make a lock sync, somebody with the Latch app can. */
export default async function WalkPage({ searchParams }: Props) {
  const session = await pageSession('access.read');
  const { values, problems } = parseSearch(areaParams, toUrlSearch(await searchParams));
  const { doors, isWhole, shownAt } = await walkList(session, values);
  const byBuilding = [...Map.groupBy(doors, (door) => door.buildingId).values()];
  return (
    <>
      <PageHeader
        title="Locks to sync"
        facts={
          <>
            {counted(doors.length, 'lock')} to sync. Unlock each with the Latch app, then say so here. Read{' '}
            <Time instant={shownAt} zone={doors[0]?.timeZone ?? 'UTC'} as="exact" />.
          </>
        }
        action={doors.length > 0 && <PrintButton />}
      />
      <IgnoredParams names={problems} />
      {!isWhole && (
        <Banner tone="warn" title={`These are the first ${doors.length}.`}>
          More appear as these are done, or choose one building at a time.
        </Banner>
      )}
      {doors.length === 0 && (
        <EmptyState kind="no-data" title="No lock is waiting for a sync">
          Locks that are offline appear here when access to them is given, changed or taken away.
        </EmptyState>
      )}
      {byBuilding.map((all) => (
        <WalkBuilding
          key={all[0]?.buildingId}
          doors={all}
          shownAt={shownAt}
          mayClaim={may(session.staff.role, 'access.revoke')}
        />
      ))}
    </>
  );
}

import type { Metadata } from 'next';
import { areaParams } from '#lib/area';
import { may } from '#lib/permissions';
import { parseSearch, toUrlSearch } from '#lib/search-params';
import { pageSession } from '#server/auth/page-session';
import { listOldPackages } from '#server/services/health/old-packages';
import { getOverview } from '#server/services/overview/get-overview';
import { getSyncStatus } from '#server/services/sync/get-sync-status';
import { SyncPanel } from '@/components/sync/sync-panel';
import { Banner } from '@/components/ui/banner';
import { PageHeader } from '@/components/ui/page-header';
import { Attention } from './_components/attention.tsx';
import { FirstReading } from './_components/first-reading.tsx';
import { ScopeCounts } from './_components/scope-counts.tsx';

export const metadata: Metadata = { title: 'Overview' };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function OverviewPage({ searchParams }: Props) {
  const session = await pageSession('person.read');
  const sync = await getSyncStatus(session);
  if (sync.asOf === null) return <FirstReading session={session} />;
  const { values: area } = parseSearch(areaParams, toUrlSearch(await searchParams));
  const overview = await getOverview(session, area);
  return (
    <>
      <PageHeader title="Overview" facts="What needs attention today, in the buildings you look after." />
      {listOldPackages(session).map(({ name, version, floor, because }) => (
        <Banner
          key={name}
          tone="error"
          title={`${name} ${version} runs here and has a known security hole, closed since ${floor}.`}
        >
          {because}. Stop Gatehouse, get its newest version, and start it again: that installs what it needs.
        </Banner>
      ))}
      <ScopeCounts overview={overview} area={area} />
      <div className="grid items-start gap-x-10 gap-y-8 pt-8 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <Attention attention={overview.attention} area={area} />
        <SyncPanel initial={sync} mayRun={may(session.staff.role, 'sync.run')} />
      </div>
    </>
  );
}

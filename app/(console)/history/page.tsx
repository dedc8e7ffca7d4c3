import type { Metadata } from 'next';
import { isUnread, pageSize } from '#lib/page';
import { filteredBy, parseSearch, searchString, toUrlSearch } from '#lib/search-params';
import { pageSession } from '#server/auth/page-session';
import { historyBounds } from '#server/services/history/history-bounds';
import { countEvents, listEvents } from '#server/services/history/list-events';
import { PageHeader } from '@/components/ui/page-header';
import { FirstReading } from '../_components/first-reading.tsx';
import { startOver } from '../_components/refusals.ts';
import { EventsTable } from './_components/events-table.tsx';
import { eventsParams } from './search-params.ts';

export const metadata: Metadata = { title: 'History' };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function HistoryPage({ searchParams }: Props) {
  const session = await pageSession('access.read');
  const { values } = parseSearch(eventsParams, toUrlSearch(await searchParams));
  const filters = filteredBy(values);
  const [page, count, bounds] = await Promise.all([
    listEvents(session, { ...values, limit: pageSize }).catch(startOver),
    countEvents(session, filters),
    historyBounds(session),
  ]);
  if (isUnread(page)) return <FirstReading session={session} />;
  return (
    <>
      <PageHeader
        title="History"
        facts="Access given, changed or taken away, whoever did it. OpenKit does not say when a door was opened."
      />
      <EventsTable bounds={bounds} initial={{ search: searchString(eventsParams, values), page, count }} />
    </>
  );
}

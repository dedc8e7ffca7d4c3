import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { isUuid } from '#lib/ids';
import { pageSize } from '#lib/page';
import { may } from '#lib/permissions';
import { filteredBy, parseSearch, searchString, toUrlSearch } from '#lib/search-params';
import { pageSession } from '#server/auth/page-session';
import { getDoor } from '#server/services/doors/get-door';
import { historyBounds } from '#server/services/history/history-bounds';
import { countHistory, listHistory } from '#server/services/history/list-history';
import { historyParams } from '@/components/history/history-params';
import { HistoryTable } from '@/components/history/history-table';
import { ButtonLink } from '@/components/ui/button-link';
import { startOver, toNotFound } from '../../../_components/refusals.ts';
import { DoorHeader } from '../[[...show]]/_components/door-header.tsx';

export const metadata: Metadata = { title: 'History of a door' };

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function DoorHistoryPage({ params, searchParams }: Props) {
  const session = await pageSession('access.read');
  const { id } = await params;
  if (!isUuid(id)) notFound();
  const door = await getDoor(session, id).catch(toNotFound);
  const { values } = parseSearch(historyParams, toUrlSearch(await searchParams));
  const filters = filteredBy(values);
  const [page, count, bounds] = await Promise.all([
    listHistory('door')(session, { ...values, id, limit: pageSize }).catch(startOver),
    countHistory('door')(session, { ...filters, id }),
    historyBounds(session),
  ]);
  const initial = { search: searchString(historyParams, values), page, count };
  return (
    <>
      <DoorHeader
        door={door}
        show="history"
        action={
          may(session.staff.role, 'export.create') && (
            <ButtonLink href={`/doors/${id}/statement`}>Statement for a time</ButtonLink>
          )
        }
      />
      <HistoryTable of="door" id={id} bounds={bounds} initial={initial} />
    </>
  );
}

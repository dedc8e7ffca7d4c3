import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { isUuid } from '#lib/ids';
import { pageSize } from '#lib/page';
import { filteredBy, parseSearch, searchString, toUrlSearch } from '#lib/search-params';
import { pageSession } from '#server/auth/page-session';
import { getBuilding } from '#server/services/buildings/get-building';
import { historyBounds } from '#server/services/history/history-bounds';
import { countHistory, listHistory } from '#server/services/history/list-history';
import { historyParams } from '@/components/history/history-params';
import { HistoryTable } from '@/components/history/history-table';
import { startOver, toNotFound } from '../../../_components/refusals.ts';
import { BuildingFrame } from '../_components/building-frame.tsx';

export const metadata: Metadata = { title: 'History of a building' };

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function BuildingHistoryPage({ params, searchParams }: Props) {
  const session = await pageSession('access.read');
  const { id } = await params;
  if (!isUuid(id)) notFound();
  const building = await getBuilding(session, id).catch(toNotFound);
  const { values } = parseSearch(historyParams, toUrlSearch(await searchParams));
  const filters = filteredBy(values);
  const [page, count, bounds] = await Promise.all([
    listHistory('building')(session, { ...values, id, limit: pageSize }).catch(startOver),
    countHistory('building')(session, { ...filters, id }),
    historyBounds(session),
  ]);
  const initial = { search: searchString(historyParams, values), page, count };
  return (
    <BuildingFrame building={building} tab="history">
      <HistoryTable of="building" id={id} bounds={bounds} initial={initial} />
    </BuildingFrame>
  );
}

import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { isUuid } from '#lib/ids';
import { pageSize } from '#lib/page';
import { parseSearch, searchString, toUrlSearch } from '#lib/search-params';
import { pageSession } from '#server/auth/page-session';
import { getBuilding } from '#server/services/buildings/get-building';
import { countDoors, listDoors } from '#server/services/doors/list-doors';
import { startOver, toNotFound } from '../../_components/refusals.ts';
import { BuildingDoors } from './_components/building-doors.tsx';
import { BuildingFrame } from './_components/building-frame.tsx';
import { buildingDoorsParams } from './search-params.ts';

export const metadata: Metadata = { title: 'Building' };

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function BuildingPage({ params, searchParams }: Props) {
  const session = await pageSession('building.read');
  const { id } = await params;
  if (!isUuid(id)) notFound();
  const building = await getBuilding(session, id).catch(toNotFound);
  const { values } = parseSearch(buildingDoorsParams, toUrlSearch(await searchParams));
  const query = { ...values, building: id, portfolio: '' };
  const [page, count] = await Promise.all([
    listDoors(session, { ...query, limit: pageSize }).catch(startOver),
    countDoors(session, query),
  ]);
  return (
    <BuildingFrame building={building} tab="doors">
      <BuildingDoors buildingId={id} initial={{ search: searchString(buildingDoorsParams, values), page, count }} />
    </BuildingFrame>
  );
}

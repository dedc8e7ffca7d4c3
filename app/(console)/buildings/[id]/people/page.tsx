import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { isUuid } from '#lib/ids';
import { pageSize } from '#lib/page';
import { parseSearch, searchString, toUrlSearch } from '#lib/search-params';
import { pageSession } from '#server/auth/page-session';
import { getBuilding } from '#server/services/buildings/get-building';
import { countPeople, listPeople } from '#server/services/people/list-people';
import { startOver, toNotFound } from '../../../_components/refusals.ts';
import { BuildingFrame } from '../_components/building-frame.tsx';
import { BuildingPeople } from './_components/building-people.tsx';
import { buildingPeopleParams } from './search-params.ts';

export const metadata: Metadata = { title: 'People of a building' };

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function BuildingPeoplePage({ params, searchParams }: Props) {
  const session = await pageSession('person.read');
  const { id } = await params;
  if (!isUuid(id)) notFound();
  const building = await getBuilding(session, id).catch(toNotFound);
  const { values } = parseSearch(buildingPeopleParams, toUrlSearch(await searchParams));
  const query = { ...values, building: id, portfolio: '' };
  const [page, count] = await Promise.all([
    listPeople(session, { ...query, limit: pageSize }).catch(startOver),
    countPeople(session, query),
  ]);
  return (
    <BuildingFrame building={building} tab="people">
      <BuildingPeople buildingId={id} initial={{ search: searchString(buildingPeopleParams, values), page, count }} />
    </BuildingFrame>
  );
}

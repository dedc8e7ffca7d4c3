import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { isUuid } from '#lib/ids';
import { pageSize } from '#lib/page';
import { parseSearch, searchString, toUrlSearch } from '#lib/search-params';
import { pageSession } from '#server/auth/page-session';
import { getBuilding } from '#server/services/buildings/get-building';
import { countResidents, listResidents } from '#server/services/residents/list-residents';
import { startOver, toNotFound } from '../../../_components/refusals.ts';
import { BuildingFrame } from '../_components/building-frame.tsx';
import { BuildingResidents } from './_components/building-residents.tsx';
import { residentParams } from './search-params.ts';

export const metadata: Metadata = { title: 'Other residents of a building' };

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function BuildingResidentsPage({ params, searchParams }: Props) {
  const session = await pageSession('person.read');
  const { id } = await params;
  if (!isUuid(id)) notFound();
  const building = await getBuilding(session, id).catch(toNotFound);
  const { values } = parseSearch(residentParams, toUrlSearch(await searchParams));
  const [page, count] = await Promise.all([
    listResidents(session, { ...values, id, limit: pageSize }).catch(startOver),
    countResidents(session, { id, q: values.q }),
  ]);
  return (
    <BuildingFrame building={building} tab="residents">
      <BuildingResidents
        buildingId={id}
        reading={building.residents}
        initial={{ search: searchString(residentParams, values), page, count }}
      />
    </BuildingFrame>
  );
}

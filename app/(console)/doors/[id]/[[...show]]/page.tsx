import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { isUuid } from '#lib/ids';
import { pageSize } from '#lib/page';
import { may } from '#lib/permissions';
import { parseSearch, searchString, toUrlSearch } from '#lib/search-params';
import { pageSession } from '#server/auth/page-session';
import { getDoor } from '#server/services/doors/get-door';
import { countDoorAccesses, listDoorAccesses } from '#server/services/doors/list-door-accesses';
import { startOver, toNotFound } from '../../../_components/refusals.ts';
import { DoorAccessTable } from './_components/door-access-table.tsx';
import { DoorBanners } from './_components/door-banners.tsx';
import { DoorFacts } from './_components/door-facts.tsx';
import { DoorHeader } from './_components/door-header.tsx';
import { doorAccessParams, shownBy } from './search-params.ts';

export const metadata: Metadata = { title: 'Door' };

type Props = {
  params: Promise<{ id: string; show?: string[] }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function DoorPage({ params, searchParams }: Props) {
  const session = await pageSession('door.read');
  const { id, show: path } = await params;
  const show = shownBy(path);
  if (!isUuid(id) || show === null) notFound();
  const door = await getDoor(session, id).catch(toNotFound);
  const { values } = parseSearch(doorAccessParams, toUrlSearch(await searchParams));
  const search = searchString(doorAccessParams, values);
  const [page, count] = await Promise.all([
    listDoorAccesses(session, { id, show, ...values, limit: pageSize }).catch(startOver),
    countDoorAccesses(session, { id, show, q: values.q }),
  ]);
  const { role } = session.staff;
  const rights = {
    claimSync: may(role, 'access.revoke'),
    grant: may(role, 'access.grant'),
    replace: may(role, 'drift.accept'),
  };
  return (
    <>
      <DoorHeader door={door} show={show} />
      <DoorBanners door={door} rights={rights} />
      <div className="grid items-start gap-x-10 gap-y-8 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <DoorAccessTable key={show} doorId={id} show={show} initial={{ search, page, count }} />
        <DoorFacts door={door} />
      </div>
    </>
  );
}

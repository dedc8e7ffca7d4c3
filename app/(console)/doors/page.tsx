import type { Metadata } from 'next';
import { isUnread, pageSize } from '#lib/page';
import { parseSearch, searchString, toUrlSearch } from '#lib/search-params';
import { pageSession } from '#server/auth/page-session';
import { countDoors, listDoors } from '#server/services/doors/list-doors';
import { PageHeader } from '@/components/ui/page-header';
import { FirstReading } from '../_components/first-reading.tsx';
import { startOver } from '../_components/refusals.ts';
import { DoorsTable } from './_components/doors-table.tsx';
import { doorsParams } from './search-params.ts';

export const metadata: Metadata = { title: 'Doors' };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function DoorsPage({ searchParams }: Props) {
  const session = await pageSession('door.read');
  const { values } = parseSearch(doorsParams, toUrlSearch(await searchParams));
  const [page, count] = await Promise.all([
    listDoors(session, { ...values, limit: pageSize }).catch(startOver),
    countDoors(session, values),
  ]);
  if (isUnread(page)) return <FirstReading session={session} />;
  return (
    <>
      <PageHeader title="Doors" facts="The doors OpenKit has enabled for you. Others are managed in Mission Control." />
      <DoorsTable initial={{ search: searchString(doorsParams, values), page, count }} />
    </>
  );
}

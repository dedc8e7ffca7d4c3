import type { Metadata } from 'next';
import { inArea } from '#lib/area';
import { isUnread, pageSize } from '#lib/page';
import { parseSearch, searchString, toUrlSearch } from '#lib/search-params';
import { pageSession } from '#server/auth/page-session';
import { countBuildings, listBuildings } from '#server/services/buildings/list-buildings';
import { ButtonLink } from '@/components/ui/button-link';
import { PageHeader } from '@/components/ui/page-header';
import { FirstReading } from '../_components/first-reading.tsx';
import { startOver } from '../_components/refusals.ts';
import { BuildingsTable } from './_components/buildings-table.tsx';
import { buildingsParams } from './search-params.ts';

export const metadata: Metadata = { title: 'Buildings' };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function BuildingsPage({ searchParams }: Props) {
  const session = await pageSession('building.read');
  const { values } = parseSearch(buildingsParams, toUrlSearch(await searchParams));
  const [page, count] = await Promise.all([
    listBuildings(session, { ...values, limit: pageSize }).catch(startOver),
    countBuildings(session, values),
  ]);
  if (isUnread(page)) return <FirstReading session={session} />;
  return (
    <>
      <PageHeader
        title="Buildings"
        facts="Where your doors are, and what needs a look there."
        action={
          <ButtonLink href={inArea('/portfolios', values)} icon="portfolio">
            Portfolios
          </ButtonLink>
        }
      />
      <BuildingsTable initial={{ search: searchString(buildingsParams, values), page, count }} />
    </>
  );
}

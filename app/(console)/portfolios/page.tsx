import type { Metadata } from 'next';
import { isUnread, pageSize } from '#lib/page';
import { parseSearch, searchString, toUrlSearch } from '#lib/search-params';
import { pageSession } from '#server/auth/page-session';
import { countPortfolios, listPortfolios } from '#server/services/portfolios/list-portfolios';
import { PageHeader } from '@/components/ui/page-header';
import { FirstReading } from '../_components/first-reading.tsx';
import { startOver } from '../_components/refusals.ts';
import { PortfoliosTable } from './_components/portfolios-table.tsx';
import { portfoliosParams } from './search-params.ts';

export const metadata: Metadata = { title: 'Portfolios' };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function PortfoliosPage({ searchParams }: Props) {
  const session = await pageSession('portfolio.read');
  const { values } = parseSearch(portfoliosParams, toUrlSearch(await searchParams));
  const [page, count] = await Promise.all([
    listPortfolios(session, { ...values, limit: pageSize }).catch(startOver),
    countPortfolios(session, values),
  ]);
  if (isUnread(page)) return <FirstReading session={session} />;
  return (
    <>
      <PageHeader title="Portfolios" facts="How OpenKit groups your buildings. Open one to see the buildings in it." />
      <PortfoliosTable initial={{ search: searchString(portfoliosParams, values), page, count }} />
    </>
  );
}

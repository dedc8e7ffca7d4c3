import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { isUuid } from '#lib/ids';
import { pageSize } from '#lib/page';
import { filteredBy, parseSearch, searchString, toUrlSearch } from '#lib/search-params';
import { pageSession } from '#server/auth/page-session';
import { historyBounds } from '#server/services/history/history-bounds';
import { countHistory, listHistory } from '#server/services/history/list-history';
import { getPerson } from '#server/services/people/get-person';
import { historyParams } from '@/components/history/history-params';
import { HistoryTable } from '@/components/history/history-table';
import { ButtonLink } from '@/components/ui/button-link';
import { startOver, toNotFound } from '../../../_components/refusals.ts';
import { PersonHead } from '../_components/person-head.tsx';

export const metadata: Metadata = { title: 'History of a person' };

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function PersonHistoryPage({ params, searchParams }: Props) {
  const session = await pageSession('access.read');
  const { id } = await params;
  if (!isUuid(id)) notFound();
  const person = await getPerson(session, id).catch(toNotFound);
  const { values } = parseSearch(historyParams, toUrlSearch(await searchParams));
  const filters = filteredBy(values);
  const [page, count, bounds] = await Promise.all([
    listHistory('person')(session, { ...values, id, limit: pageSize }).catch(startOver),
    countHistory('person')(session, { ...filters, id }),
    historyBounds(session),
  ]);
  const initial = { search: searchString(historyParams, values), page, count };
  return (
    <>
      <PersonHead
        person={person}
        tab="history"
        action={<ButtonLink href={`/people/${id}/statement`}>Statement to print</ButtonLink>}
      />
      <HistoryTable of="person" id={id} bounds={bounds} initial={initial} />
    </>
  );
}

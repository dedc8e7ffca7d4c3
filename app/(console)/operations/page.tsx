import type { Metadata } from 'next';
import { pageSize } from '#lib/page';
import { parseSearch, searchString, toUrlSearch } from '#lib/search-params';
import { pageSession } from '#server/auth/page-session';
import { listOperations } from '#server/services/operations/list-operations';
import { PageHeader } from '@/components/ui/page-header';
import { startOver } from '../_components/refusals.ts';
import { OperationsTable } from './_components/operations-table.tsx';
import { operationsParams } from './search-params.ts';

export const metadata: Metadata = { title: 'Operations' };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function OperationsPage({ searchParams }: Props) {
  const session = await pageSession('operation.read');
  const { values } = parseSearch(operationsParams, toUrlSearch(await searchParams));
  const { q: _, sort: __, ...query } = values;
  const page = await listOperations(session, { ...query, limit: pageSize }).catch(startOver);
  return (
    <>
      <PageHeader title="Operations" facts="Everything asked of OpenKit from here, and what became of it." />
      <OperationsTable initial={{ search: searchString(operationsParams, values), page }} />
    </>
  );
}

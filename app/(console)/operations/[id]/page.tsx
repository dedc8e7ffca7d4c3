import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { isUuid } from '#lib/ids';
import { pageSize } from '#lib/page';
import { may } from '#lib/permissions';
import { parseSearch, searchString, toUrlSearch } from '#lib/search-params';
import { pageSession } from '#server/auth/page-session';
import { getOperation } from '#server/services/operations/get-operation';
import { countOperationDoors, listOperationDoors } from '#server/services/operations/list-operation-doors';
import { startOver, toNotFound } from '../../_components/refusals.ts';
import { OperationScreen } from './_components/operation-screen.tsx';
import { operationParams } from './search-params.ts';

export const metadata: Metadata = { title: 'Operation' };

/** More doors than this are a table with pages, filters and a file. */
const mostListed = 20;

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function OperationPage({ params, searchParams }: Props) {
  const session = await pageSession('operation.read');
  const { id } = await params;
  if (!isUuid(id)) notFound();
  const operation = await getOperation(session, id).catch(toNotFound);
  const { values } = parseSearch(operationParams, toUrlSearch(await searchParams));
  const { show, cursor } = values;
  const isLong = operation.progress.doorCount > mostListed;
  const list = isLong
    ? await Promise.all([
        listOperationDoors(session, { id, show, cursor, limit: pageSize }).catch(startOver),
        countOperationDoors(session, { id, show }),
      ])
    : null;
  return (
    <OperationScreen
      initial={operation}
      doors={list && { search: searchString(operationParams, values), page: list[0], count: list[1] }}
      mayManage={may(session.staff.role, 'operation.manage')}
      mayGrant={may(session.staff.role, 'access.grant')}
      mayProve={may(session.staff.role, 'tenancy.manage')}
    />
  );
}

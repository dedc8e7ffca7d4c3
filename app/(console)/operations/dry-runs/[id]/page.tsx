import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { isUuid } from '#lib/ids';
import { dryRunConsequences } from '#lib/messages/dry-run-consequences';
import { pageSize } from '#lib/page';
import { parseSearch, searchString, toUrlSearch } from '#lib/search-params';
import { pageSession } from '#server/auth/page-session';
import { getConsequences } from '#server/services/dry-runs/get-consequences';
import { getDryRun } from '#server/services/dry-runs/get-dry-run';
import { countDryRunRows, listDryRunRows } from '#server/services/dry-runs/list-dry-run-rows';
import { startOver, toNotFound } from '../../../_components/refusals.ts';
import { Consequences } from './_components/consequences.tsx';
import { DryRunScreen } from './_components/dry-run-screen.tsx';
import { dryRunParams } from './search-params.ts';

export const metadata: Metadata = { title: 'Dry run' };

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function DryRunPage({ params, searchParams }: Props) {
  const session = await pageSession('operation.manage');
  const { id } = await params;
  if (!isUuid(id)) notFound();
  const dryRun = await getDryRun(session, id).catch(toNotFound);
  const { values } = parseSearch(dryRunParams, toUrlSearch(await searchParams));
  const { show, cursor } = values;
  const [page, count, consequences] = await Promise.all([
    listDryRunRows(session, { id, show, cursor, limit: pageSize }).catch(startOver),
    countDryRunRows(session, { id, show }),
    dryRun.operationId ? null : getConsequences(session, id),
  ]);
  return (
    <DryRunScreen dryRun={dryRun} rows={{ search: searchString(dryRunParams, values), page, count }}>
      {consequences && <Consequences sentences={dryRunConsequences(consequences)} />}
    </DryRunScreen>
  );
}

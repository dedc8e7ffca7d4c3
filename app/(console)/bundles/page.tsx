import type { Metadata } from 'next';
import { pageSize } from '#lib/page';
import { may } from '#lib/permissions';
import { parseSearch, searchString, toUrlSearch } from '#lib/search-params';
import { pageSession } from '#server/auth/page-session';
import { countBundles, listBundles } from '#server/services/bundles/list-bundles';
import { PageHeader } from '@/components/ui/page-header';
import { startOver } from '../_components/refusals.ts';
import { BundlesActions } from './_components/bundles-actions.tsx';
import { BundlesTable } from './_components/bundles-table.tsx';
import { bundlesParams } from './search-params.ts';

export const metadata: Metadata = { title: 'Bundles' };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function BundlesPage({ searchParams }: Props) {
  const session = await pageSession('unit.read');
  const { values } = parseSearch(bundlesParams, toUrlSearch(await searchParams));
  const [page, count] = await Promise.all([
    listBundles(session, { ...values, limit: pageSize }).catch(startOver),
    countBundles(session, values),
  ]);
  return (
    <>
      <PageHeader
        title="Bundles"
        facts="Doors that are given together: amenities with each lease, service doors to those who work there."
        action={may(session.staff.role, 'unit.edit') && <BundlesActions buildingId={values.building} />}
      />
      <BundlesTable initial={{ search: searchString(bundlesParams, values), page, count }} />
    </>
  );
}

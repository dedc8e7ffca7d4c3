import type { Metadata } from 'next';
import { isUnread, pageSize } from '#lib/page';
import { may } from '#lib/permissions';
import { filteredBy, parseSearch, searchString, toUrlSearch } from '#lib/search-params';
import { pageSession } from '#server/auth/page-session';
import { findDoorPairs } from '#server/services/drift/door-pairs';
import { countDrift, listDrift } from '#server/services/drift/list-drift';
import { findPersonPairs } from '#server/services/drift/person-pairs';
import { PageHeader } from '@/components/ui/page-header';
import { FirstReading } from '../_components/first-reading.tsx';
import { startOver } from '../_components/refusals.ts';
import { DoorPairs } from './_components/door-pairs.tsx';
import { DriftTable } from './_components/drift-table.tsx';
import { PersonPairs } from './_components/person-pairs.tsx';
import { driftParams } from './search-params.ts';

export const metadata: Metadata = { title: 'Drift' };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function DriftPage({ searchParams }: Props) {
  const session = await pageSession('access.read');
  const { values } = parseSearch(driftParams, toUrlSearch(await searchParams));
  const filters = filteredBy(values);
  const [page, count, pairs, people] = await Promise.all([
    listDrift(session, { ...values, limit: pageSize }).catch(startOver),
    countDrift(session, filters),
    findDoorPairs(session, values),
    findPersonPairs(session, values),
  ]);
  if (isUnread(page)) return <FirstReading session={session} />;
  const mayAccept = may(session.staff.role, 'drift.accept');
  return (
    <>
      <PageHeader
        title="Drift"
        facts="What changed at OpenKit without being done here: look at it once, and say that it is all right."
      />
      {people.length > 0 && <PersonPairs pairs={people} mayDecide={mayAccept} />}
      {pairs.length > 0 && <DoorPairs pairs={pairs} mayDecide={mayAccept} />}
      <DriftTable initial={{ search: searchString(driftParams, values), page, count }} />
    </>
  );
}

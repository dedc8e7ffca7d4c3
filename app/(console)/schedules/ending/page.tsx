import type { Metadata } from 'next';
import Link from 'next/link';
import { ownDoorsText } from '#lib/messages/ending-words';
import { pageSize } from '#lib/page';
import { parseSearch, searchString, toUrlSearch } from '#lib/search-params';
import { pageSession } from '#server/auth/page-session';
import { countEnding, listEnding } from '#server/services/ending/list-ending';
import { Banner } from '@/components/ui/banner';
import { startOver } from '../../_components/refusals.ts';
import { SchedulesHeader } from '../_components/schedules-header.tsx';
import { EndingTable } from './_components/ending-table.tsx';
import { endingParams } from './search-params.ts';

export const metadata: Metadata = { title: 'Runs out' };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function EndingPage({ searchParams }: Props) {
  const session = await pageSession('access.read');
  const { values } = parseSearch(endingParams, toUrlSearch(await searchParams));
  const addressOf = (patch: Partial<typeof values>) =>
    `/schedules/ending${searchString(endingParams, { ...values, cursor: '', ...patch })}`;
  const [page, count, own] = await Promise.all([
    listEnding(session, { ...values, limit: pageSize }).catch(startOver),
    countEnding(session, values),
    countEnding(session, { ...values, q: '', show: 'own' }),
  ]);
  return (
    <>
      <SchedulesHeader facts="What ends soon, what never ends but should, and the codes of today and tomorrow." />
      {own.count > 0 && values.show !== 'own' && (
        <div className="pt-4">
          <Banner
            tone="warn"
            title={ownDoorsText(own.count)}
            action={
              <Link href={addressOf({ show: 'own', q: '' })} className="font-medium underline underline-offset-2">
                Show them
              </Link>
            }
          >
            Extend whoever stays: when a resident’s access ends, their guests lose the door too.
          </Banner>
        </div>
      )}
      <EndingTable initial={{ search: searchString(endingParams, values), page, count }} />
    </>
  );
}

import type { Metadata } from 'next';
import { parseSearch, searchString, toUrlSearch } from '#lib/search-params';
import { pageSession } from '#server/auth/page-session';
import { listBuildingOptions } from '#server/services/buildings/list-building-options';
import { historyBounds } from '#server/services/history/history-bounds';
import { getTimelineSubject } from '#server/services/timeline/get-timeline-subject';
import { listTimeline } from '#server/services/timeline/list-timeline';
import { IgnoredParams } from '@/components/data-table/ignored-params';
import { ChooseBuilding } from './_components/choose-building.tsx';
import { SchedulesHeader } from './_components/schedules-header.tsx';
import { Timeline } from './_components/timeline.tsx';
import { timelineParams } from './search-params.ts';

export const metadata: Metadata = { title: 'Schedules' };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

const rowsAtFirst = 100;

export default async function SchedulesPage({ searchParams }: Props) {
  const session = await pageSession('access.read');
  const { values, problems } = parseSearch(timelineParams, toUrlSearch(await searchParams));
  const { as, ...asked } = values;
  const { portfolio, person } = asked;
  const subject = await getTimelineSubject(session, asked);
  const search = searchString(timelineParams, { ...asked, as: 'bars' });
  return (
    <>
      <SchedulesHeader facts="Who can open what, when: each access a bar, by all that OpenKit showed us." />
      <IgnoredParams names={problems} />
      {subject ? (
        <Timeline
          key={search}
          subject={subject}
          search={search}
          isOfPerson={person !== ''}
          as={as}
          bounds={await historyBounds(session)}
          initial={await listTimeline(session, { ...asked, cursor: '', limit: rowsAtFirst })}
        />
      ) : (
        <ChooseBuilding buildings={await offered()} portfolio={portfolio} />
      )}
    </>
  );

  async function offered() {
    const buildings = await listBuildingOptions(session);
    return buildings.filter(({ portfolioId }) => portfolio === '' || portfolioId === portfolio);
  }
}

import { sql } from 'drizzle-orm';
import { barState, barStateNames } from '#lib/messages/timeline-words';
import type { TimelineBar } from '#lib/schemas/timeline';
import type { Instant } from '#lib/time/instant';
import { withOffset } from '#lib/time/offset';
import { personName } from '#server/db/names';
import { listTimelineQuery } from '../timeline/list-query.ts';
import { barsAsked, readBars } from '../timeline/read-bars.ts';
import { exportedList } from './exported-list.ts';
import { filtersOf } from './found-ids.ts';

type Row = TimelineBar & { personName: string; buildingName: string; timeZone: string; at: Instant };

/** The bars of a timeline, one line each. The ids are those of bars: an access that was given again has several. */
export const timelineExport = exportedList<Row>({
  permission: 'access.read',
  found: async (session, selection) => {
    const asked = filtersOf(selection, listTimelineQuery);
    return sql`
      select bar.id from (${readBars(session, barsAsked(session, asked))}) bar join person p on p.id = bar."personId"
      order by p.sort_name, bar."personId", bar.sort_name, bar.starts_at, bar.id`;
  },
  read: async (tx, session, ids, at) => {
    const accessIds = [...new Set(ids.map((id) => id.split('.')[0]))];
    const doors = sql`e.door_id = any(array(select door_id from access where id = any(${sql.param(accessIds)}::uuid[])))`;
    const found = await tx.execute<Omit<Row, 'at'>>(sql`
      select bar.id, bar."accessId", bar."personId", bar."doorName", bar.starts_at as start, bar.ends_at as "end",
        bar."isDaily", bar."isTaken", ${personName(sql`p`)} as "personName",
        coalesce(b.name, 'Unknown building') as "buildingName", coalesce(b.time_zone, 'UTC') as "timeZone"
      from unnest(${sql.param(ids)}::text[]) with ordinality wanted (id, place)
      join (${readBars(session, sql`${doors} and e.access_id = any(${sql.param(accessIds)}::uuid[])`)}) bar on bar.id = wanted.id
      join person p on p.id = bar."personId" left join building b on b.id = bar.building_id order by wanted.place`);
    return found.rows.map((row) => ({ ...row, at }));
  },
  columns: {
    person: [{ head: 'Person', cell: ({ personName }) => personName }],
    door: [
      { head: 'Door', cell: ({ doorName }) => doorName },
      { head: 'Building', cell: ({ buildingName }) => buildingName },
    ],
    window: [
      { head: 'Opens from', cell: ({ start, timeZone }) => withOffset(start, timeZone) },
      { head: 'Opens until', cell: ({ end, timeZone }) => end && withOffset(end, timeZone) },
      { head: 'Zone', cell: ({ timeZone }) => timeZone },
    ],
    kind: [
      { head: 'For one day', cell: ({ isDaily }) => (isDaily ? 'Yes' : 'No') },
      { head: 'State', cell: (row) => barStateNames[barState(row, row.at)] },
    ],
  },
});

import { sql } from 'drizzle-orm';
import { activitySentence, actorName, phaseLabels } from '#lib/messages/activity-words';
import type { ActivityRow } from '#lib/schemas/activity';
import { withOffset } from '#lib/time/offset';
import { type DescribedRow, describeEntries, toActivityRow } from '../activity/describe-entries.ts';
import { isFound } from '../activity/find-entries.ts';
import { listActivityQuery } from '../activity/list-query.ts';
import { exportedList } from './exported-list.ts';
import { filtersOf } from './found-ids.ts';

/** The audit log as this viewer may read it. Its rows are no selection: they are exported by filter alone. */
export const activityExport = exportedList<ActivityRow>({
  permission: 'audit.read',
  isWhole: true,
  found: async (session, selection) => {
    const filters = filtersOf(selection, listActivityQuery);
    const direction = sql.raw(filters.sort === 'at' ? 'asc' : 'desc');
    return sql`select e.seq as id from audit_entry e where ${isFound(session, filters)} order by e.seq ${direction}`;
  },
  read: async (tx, session, ids) => {
    const page = sql`select * from audit_entry where seq = any(${sql.param(ids)}::bigint[])`;
    const found = await tx.execute<DescribedRow>(describeEntries(session, page));
    const rows = new Map(found.rows.map((row) => [String(row.seq), toActivityRow(session, row)]));
    return ids.flatMap((id) => rows.get(String(id)) ?? []);
  },
  columns: {
    at: [{ head: 'When (UTC)', cell: ({ at }) => withOffset(at, 'UTC') }],
    actor: [{ head: 'Who', cell: ({ actor }) => actorName(actor) }],
    what: [{ head: 'What', cell: activitySentence }],
    about: [
      { head: 'Whom', cell: ({ object }) => object?.name ?? null },
      { head: 'Door', cell: ({ door }) => door?.name ?? null },
      { head: 'Building', cell: ({ building }) => building?.name ?? null },
    ],
    phase: [
      { head: 'Outcome', cell: ({ phase }) => phaseLabels[phase] },
      { head: 'Request ID', cell: ({ requestId }) => requestId },
    ],
  },
});

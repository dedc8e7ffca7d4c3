import { sql } from 'drizzle-orm';
import { bundleKindNames } from '#lib/messages/unit-words';
import type { BundleRow } from '#lib/schemas/bundle';
import { bundleIds, readBundles } from '../bundles/list-bundles.ts';
import { listBundlesQuery } from '../bundles/list-query.ts';
import { exportedList } from './exported-list.ts';
import { filtersOf } from './found-ids.ts';

/** The bundles in scope with how many people hold doors by them. Its rows are no selection, as those of units. */
export const bundlesExport = exportedList<BundleRow>({
  permission: 'unit.read',
  found: async (session, selection) => {
    return bundleIds(session, filtersOf(selection, listBundlesQuery));
  },
  read: async (tx, _session, ids) => {
    const found = await tx.execute<BundleRow>(
      readBundles(sql`
        select wanted.id, ''::text as key, wanted.position
        from unnest(${sql.param(ids)}::uuid[]) with ordinality as wanted(id, position)`),
    );
    return found.rows;
  },
  columns: {
    name: [{ head: 'Bundle', cell: ({ name }) => name }],
    buildingName: [{ head: 'Building', cell: ({ buildingName }) => buildingName }],
    doors: [{ head: 'Doors', cell: ({ doors }) => doors.join('; ') }],
    kind: [{ head: 'For', cell: ({ kind }) => bundleKindNames[kind] }],
    people: [{ head: 'People', cell: ({ people }) => people }],
  },
});

import { sql } from 'drizzle-orm';
import type { UnitRow } from '#lib/schemas/unit';
import { now } from '#server/clock';
import { listUnitsQuery } from '../units/list-query.ts';
import { unitIds } from '../units/list-units.ts';
import { readUnits } from '../units/read-units.ts';
import { exportedList } from './exported-list.ts';
import { filtersOf } from './found-ids.ts';

/** The units in scope with who lives there. Its rows are no selection: they are exported by filter alone. */
export const unitsExport = exportedList<UnitRow>({
  permission: 'unit.read',
  found: async (session, selection) => {
    const query = filtersOf(selection, listUnitsQuery);
    return unitIds(session, query, await now());
  },
  read: async (tx, session, ids) => {
    const found = await tx.execute<UnitRow>(
      readUnits(
        session,
        sql`
        select wanted.id, ''::text as key, wanted.position
        from unnest(${sql.param(ids)}::uuid[]) with ordinality as wanted(id, position)`,
      ),
    );
    return found.rows;
  },
  columns: {
    name: [{ head: 'Unit', cell: ({ name }) => name }],
    people: [{ head: 'Lives there', cell: ({ people }) => people.join('; ') }],
    buildingName: [{ head: 'Building', cell: ({ buildingName }) => buildingName }],
    doors: [{ head: 'Private doors', cell: ({ doors }) => doors.join('; ') }],
    leaseEnd: [{ head: 'Lease ends', cell: ({ leaseEnd }) => leaseEnd }],
  },
});

import { type SQL, sql } from 'drizzle-orm';
import { exactText } from '#lib/csv';
import { personAccessText } from '#lib/messages/export-words';
import type { PersonRow } from '#lib/schemas/person';
import { withOffset } from '#lib/time/offset';
import { readPeople } from '../people/read-people.ts';
import { exportedList } from './exported-list.ts';
import { ofSelectable } from './found-ids.ts';

const phone = { head: 'Phone', cell: (person: PersonRow) => exactText(person.phone) };

export const peopleExport = exportedList<PersonRow>({
  ...ofSelectable('people'),
  read: (tx, session, ids, at) => readPeople(tx, session, named(ids), at),
  columns: {
    name: [{ head: 'Name', cell: ({ name }) => name }],
    contact: [
      { head: 'Email', cell: ({ email }) => email },
      phone,
      { head: 'Guest of', cell: ({ hosts }) => hosts.join('; ') },
    ],
    phone: [phone],
    buildings: [{ head: 'Buildings', cell: ({ buildings }) => buildings.join('; ') }],
    activeDoors: [{ head: 'Doors now', cell: ({ activeDoors }) => activeDoors }],
    state: [{ head: 'Access', cell: personAccessText }],
    nextEnd: [
      { head: 'Next end', cell: ({ nextEnd, nextEndZone }) => nextEnd && withOffset(nextEnd, nextEndZone ?? 'UTC') },
      { head: 'Time zone', cell: ({ nextEnd, nextEndZone }) => nextEnd && (nextEndZone ?? 'UTC') },
    ],
  },
});

const named = (ids: string[]): SQL => sql`
  select p.id, ''::text as key, p.first_name, p.last_name, p.email, p.phone
  from unnest(${sql.param(ids)}::uuid[]) with ordinality as wanted(id, place) join person p on p.id = wanted.id
  order by wanted.place`;

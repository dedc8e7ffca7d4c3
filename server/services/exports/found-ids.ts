import { type SQL, sql } from 'drizzle-orm';
import type { SelectableList } from '#lib/schemas/selection';
import { parametersOf } from '#server/auth/strict-input';
import { selectable } from '../selection/selectable-lists.ts';
import type { ExportedList } from './exported-list.ts';

/** More rows than any list has: PostgreSQL then plans for all of them. */
const everything = 2_000_000_000;

/** What a list that rows can be chosen in brings along: who may read it, and which ids are meant. */
export const ofSelectable = (list: SelectableList): Pick<ExportedList, 'permission' | 'found'> => ({
  permission: selectable[list].permission,
  found: async (session, selection) =>
    selection.kind === 'ids'
      ? selectable[list].among(session, selection.ids)
      : selectable[list].matching(session, parametersOf(new URLSearchParams(selection.search)), everything),
});

/** Query for `id` and an empty `key`, in the order of these ids. */
export const inThisOrder = (ids: string[]): SQL => sql`
  select wanted.id, ''::text as key from unnest(${sql.param(ids)}::uuid[]) with ordinality as wanted(id, place)
  order by wanted.place`;

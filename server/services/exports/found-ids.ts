import { type SQL, sql } from 'drizzle-orm';
import type { z } from 'zod';
import { Refusal } from '#lib/errors';
import type { ExportSelection } from '#lib/schemas/export';
import type { SelectableList } from '#lib/selectable-lists';
import { type InputSchema, parametersOf, parseStrictly } from '#server/auth/strict-input';
import { selectable } from '../selection/selectable-lists.ts';
import type { ExportedList } from './exported-list.ts';

/** More rows than any list has: PostgreSQL then plans for all of them. */
export const everything = 2_000_000_000;

/** What a list that rows can be chosen in brings along: who may read it, and which ids are meant. */
export const ofSelectable = (list: SelectableList): Pick<ExportedList, 'permission' | 'found'> => ({
  permission: selectable[list].permission,
  found: async (session, selection) =>
    selection.kind === 'ids'
      ? selectable[list].among(session, selection.ids)
      : selectable[list].matching(session, parametersOf(new URLSearchParams(selection.search)), everything),
});

/**
 * What a list that rows cannot be chosen in is narrowed to: the filters of its page, by its own `query`. Throws Refusal
 * `invalid` for chosen rows, and for filters that are none.
 */
export function filtersOf<S extends InputSchema>(selection: ExportSelection, query: S): z.output<S> {
  if (selection.kind === 'ids') throw new Refusal('invalid', { field: 'selection' });
  return parseStrictly(query, parametersOf(new URLSearchParams(selection.search)));
}

/** Query for `id` and an empty `key`, in the order of these ids. */
export const inThisOrder = (ids: string[]): SQL => sql`
  select wanted.id, ''::text as key from unnest(${sql.param(ids)}::uuid[]) with ordinality as wanted(id, place)
  order by wanted.place`;

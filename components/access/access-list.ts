import type { AccessRow } from '#lib/schemas/access-row';
import type { ListQuery } from '@/components/data-table/use-list';
import type { ListParams } from '@/components/data-table/use-list-search';

/** What the server put into the HTML of a list of accesses. */
export type AccessListStart = ListQuery<AccessRow, ListParams>['initial'];

/** Where the row of an access leads and what a reader calls it, in every list of accesses. */
export const accessRow = {
  href: ({ personId }: AccessRow) => `/people/${personId}`,
  name: ({ personName, doorName }: AccessRow) => `${personName}, ${doorName}`,
} as const;

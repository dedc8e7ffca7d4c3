import type { HistoryRow } from '#lib/schemas/history';

/** To the operation that did it, else to whom it happened, or to the door where the list is about that person. */
export function eventHref({ operationId, person, door }: HistoryRow, isOfPerson = false): string {
  if (operationId) return `/operations/${operationId}`;
  return isOfPerson || !person ? `/doors/${door.id}` : `/people/${person.id}`;
}

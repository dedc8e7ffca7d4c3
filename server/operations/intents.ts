import { fullName } from '#lib/names';
import type { AuditInput } from '../audit/append.ts';
import type { AccessVersion, Recipient } from '../db/schema/operations.ts';
import { actorOf, eventOf, type NewItem, type NewOperation } from './new-operation.ts';

const mostLoggedAtOnce = 50;

/** Many calls are accepted with one record a building, and each is recorded by itself before it is sent. */
export const isLoggedAtOnce = (calls: number): boolean => calls <= mostLoggedAtOnce;

/** What an accepted operation puts in the log. */
export function acceptedIntents(operationId: string, wanted: NewOperation): AuditInput[] {
  const { items } = wanted;
  if (!isLoggedAtOnce(items.length)) return summaries(operationId, wanted);
  return items.flatMap((item) => callIntents(item, { ...wanted, operationId }));
}

type Asked = Pick<NewOperation, 'staffId' | 'sessionId' | 'requestId'> & { operationId: string };

/** One intent for each call and building, so that the log can be read by building. */
export function callIntents(
  item: Pick<NewItem, 'action' | 'personId' | 'recipient' | 'terms' | 'expected' | 'doors'>,
  asked: Asked,
): AuditInput[] {
  const { operationId, requestId } = asked;
  const byBuilding = Map.groupBy(item.doors, (door) => door.buildingId);
  return [...byBuilding].map(([buildingId, doors]) => ({
    event: eventOf[item.action],
    phase: 'intent',
    actor: actorOf(asked),
    object: item.personId ? { type: 'person', id: item.personId } : { type: 'operation', id: operationId },
    buildingId: buildingId ?? undefined,
    operationId,
    requestId,
    details: { doorIds: doors.map((door) => door.doorId), terms: item.terms, ...differenceOf(item) },
    personal: personalOf(item.recipient),
  }));
}

/** A change is recorded with how the access stood when it was asked for. */
const differenceOf = ({ expected, terms }: Pick<NewItem, 'expected' | 'terms'>): Record<string, AccessVersion> =>
  expected && terms ? { before: expected, after: { end: terms.end, shareable: terms.shareable } } : {};

/** A building's readers learn how much is asked for there, not how much elsewhere. */
function summaries(operationId: string, wanted: NewOperation): AuditInput[] {
  const { requestId, items } = wanted;
  const doors = items.flatMap((item) =>
    item.doors.map(({ buildingId }) => ({ item, action: item.action, buildingId })),
  );
  return [...Map.groupBy(doors, ({ action, buildingId }) => `${action}|${buildingId}`).values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    return {
      event: eventOf[first.action],
      phase: 'intent' as const,
      actor: actorOf(wanted),
      object: { type: 'operation' as const, id: operationId },
      buildingId: first.buildingId ?? undefined,
      operationId,
      requestId,
      details: { doorCount: group.length, callCount: new Set(group.map(({ item }) => item)).size },
    };
  });
}

const personalOf = ({ firstName, lastName, email, phone }: Recipient): Record<string, string> => ({
  name: fullName({ firstName, lastName }),
  ...(email ? { email } : {}),
  ...(phone ? { phone } : {}),
});

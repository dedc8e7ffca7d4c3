import { doorcodeSentences } from '#lib/messages/access-words';
import type { RevealedDoorcodeView } from '#lib/schemas/grant-access';
import { dayOf } from '#lib/time/day';
import { formatLocalDate } from '#lib/time/format';
import type { Instant } from '#lib/time/instant';
import { zoneCity } from '#lib/time/zone';
import { groupCode } from '@/components/doorcode/code-groups';
import { codeOfAccess } from '@/components/doorcode/code-of-access';

type CardDoor = { id: string; name: string; timeZone: string | null };
type CardCode = Pick<RevealedDoorcodeView, 'doorId' | 'code' | 'day' | 'start' | 'status'>;

type Card = {
  buildingName: string;
  /** Empty = not known. */
  address: readonly string[];
  personName: string;
  doors: readonly CardDoor[];
  /** When the codes asked for begin. */
  start: Instant;
  codes: readonly CardCode[];
};

/** The code of a door for the day asked for, at that door; codes of other days are revealed with it. */
export const codeOfDay = <Code extends CardCode>(
  { id, timeZone }: CardDoor,
  start: Instant,
  codes: readonly Code[],
): Code | undefined => codeOfAccess({ doorId: id, day: timeZone && dayOf(start, timeZone), start }, codes);

/** The day a code works and where that day is: "25 Nov 2026, all day (New York)". */
export const dayText = (day: string, zone: string | null): string =>
  `${formatLocalDate(day)}, all day${zone ? ` (${zoneCity(zone)})` : ''}`;

/** A card as text, to be sent to whoever it is for. Holds codes: kept nowhere. */
export function cardText({ buildingName, address, personName, doors, start, codes }: Card): string {
  const head = [buildingName, ...(address.length > 0 ? [address.join(', ')] : []), `For ${personName}`];
  const blocks = doors.flatMap((door) => {
    const found = codeOfDay(door, start, codes);
    if (!found) return [];
    const { code, day, status } = found;
    return [
      [
        door.name,
        code === null ? doorcodeSentences[status] : groupCode(code),
        ...(day ? [dayText(day, door.timeZone)] : []),
      ],
    ];
  });
  return [head, ...blocks].map((lines) => lines.join('\n')).join('\n\n');
}

import { doorcodeSentences } from '#lib/messages/access-words';
import type { RevealedDoorcodeView } from '#lib/schemas/grant-access';
import { formatLocalDate } from '#lib/time/format';
import { zoneCity } from '#lib/time/zone';
import { groupCode } from '@/components/doorcode/code-groups';

type Card = {
  buildingName: string;
  /** Empty = not known. */
  address: readonly string[];
  personName: string;
  doors: readonly { id: string; name: string; timeZone: string | null }[];
  codes: readonly Pick<RevealedDoorcodeView, 'doorId' | 'code' | 'day' | 'status'>[];
};

/** The day a code works and where that day is: "25 Nov 2026, all day (New York)". */
export const dayText = (day: string, zone: string | null): string =>
  `${formatLocalDate(day)}, all day${zone ? ` (${zoneCity(zone)})` : ''}`;

/** A card as text, to be sent to whoever it is for. Holds codes: kept nowhere. */
export function cardText({ buildingName, address, personName, doors, codes }: Card): string {
  const head = [buildingName, ...(address.length > 0 ? [address.join(', ')] : []), `For ${personName}`];
  const blocks = doors.flatMap(({ id, name, timeZone }) => {
    const found = codes.find(({ doorId }) => doorId === id);
    if (!found) return [];
    const { code, day, status } = found;
    return [
      [name, code === null ? doorcodeSentences[status] : groupCode(code), ...(day ? [dayText(day, timeZone)] : [])],
    ];
  });
  return [head, ...blocks].map((lines) => lines.join('\n')).join('\n\n');
}

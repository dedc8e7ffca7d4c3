import type { LinkMade, StaffMember } from '../schemas/staff.ts';
import { counted } from './counts.ts';

export const staffStates: Record<StaffMember['state'], string> = {
  invited: 'Invited',
  active: 'Active',
  ended: 'Last day passed',
  left: 'Left',
};

/** Where somebody's role holds, in a few words: "2 whole portfolios, 1 building". */
export function placesInWords({ role, places }: Pick<StaffMember, 'role' | 'places'>): string {
  if (role === 'owner') return 'Everywhere';
  const { portfolios, buildings, doors } = places;
  const parts = [
    portfolios.length > 0 && named(portfolios, 'whole portfolio'),
    buildings.length > 0 && named(buildings, 'building'),
    doors.length > 0 && named(doors, 'door'),
  ].filter((part) => part !== false);
  return parts.length > 0 ? parts.join(', ') : 'Nowhere';
}

/** One by name, several by their number. */
const named = (places: { name: string }[], noun: string): string =>
  places.length === 1 && places[0] ? places[0].name : counted(places.length, noun);

/** What to do with a link that was made. */
export const linkSentence = ({ email, isMailed }: LinkMade): string =>
  isMailed ? `The link was mailed to ${email}.` : `Give this link to ${email}, and to nobody else.`;

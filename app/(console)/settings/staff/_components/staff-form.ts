import type { Role } from '#lib/permissions';
import type { ChangeStaffInput, InviteStaffInput, StaffMember } from '#lib/schemas/staff';
import { addDays, dayOf } from '#lib/time/day';

export type ChosenDoor = { id: string; name: string; buildingName: string };

/** What the sheet holds while it is being filled in. */
export type StaffForm = {
  name: string;
  email: string;
  role: Role;
  portfolioIds: string[];
  buildingIds: string[];
  doors: ChosenDoor[];
  /** Auditors: single doors in place of portfolios and buildings. */
  isByDoor: boolean;
  lastDay: string;
};

export function formOf(member: StaffMember | null, role: Role): StaffForm {
  if (!member) {
    const places = { portfolioIds: [], buildingIds: [], doors: [], isByDoor: false };
    return { name: '', email: '', role, ...places, lastDay: '' };
  }
  const { portfolios, buildings, doors } = member.places;
  return {
    name: member.name,
    email: member.email,
    role: member.role,
    portfolioIds: portfolios.map(({ id }) => id),
    buildingIds: buildings.map(({ id }) => id),
    doors: doors.map((door) => ({ ...door, buildingName: '' })),
    isByDoor: doors.length > 0,
    // The end is the first instant of the day after.
    lastDay: member.endsAt && member.state !== 'left' ? addDays(dayOf(member.endsAt, 'UTC'), -1) : '',
  };
}

/** What is sent: places only of the kind that goes with the role. */
export function rightsOf(form: StaffForm): Omit<ChangeStaffInput, 'staffId'> {
  const isByDoor = form.role === 'auditor' && form.isByDoor;
  const isElsewhere = form.role !== 'owner' && !isByDoor;
  return {
    role: form.role,
    portfolioIds: isElsewhere ? form.portfolioIds : [],
    buildingIds: isElsewhere ? form.buildingIds : [],
    doorIds: isByDoor ? form.doors.map(({ id }) => id) : [],
    lastDay: form.lastDay,
  };
}

export const invitationOf = (form: StaffForm): InviteStaffInput => ({
  email: form.email,
  name: form.name,
  ...rightsOf(form),
});

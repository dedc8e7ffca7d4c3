import * as z from 'zod/mini';
import { type Role, roles } from '../permissions.ts';
import type { Instant } from '../time/instant.ts';
import { dayOrEmpty } from './day.ts';
import { ownEmail } from './own-email.ts';
import { newPassword } from './password.ts';
import { uuid } from './uuid.ts';

/** Most portfolios, buildings or doors one staff member's role is given for. */
const mostPlaces = 500;
const places = z.array(uuid).check(z.maxLength(mostPlaces, 'too_many_places'));

/** What somebody is given: a role, where it holds, and until when. */
const rights = {
  role: z.enum(roles, 'role_required'),
  portfolioIds: places,
  buildingIds: places,
  /** Auditors alone are limited to single doors. */
  doorIds: places,
  /** Last day it holds, UTC; empty = no end. */
  lastDay: dayOrEmpty,
};

export const inviteStaffSchema = z.strictObject({
  email: ownEmail,
  name: z.string().check(z.trim(), z.minLength(1, 'staff_name_required'), z.maxLength(100, 'name_too_long')),
  ...rights,
});
export type InviteStaffInput = z.infer<typeof inviteStaffSchema>;

export const changeStaffSchema = z.strictObject({ staffId: uuid, ...rights });
export type ChangeStaffInput = z.infer<typeof changeStaffSchema>;

export type StaffRights = Omit<ChangeStaffInput, 'staffId'>;

export const oneStaffSchema = z.strictObject({ staffId: uuid });

export const choosePasswordSchema = z.strictObject({
  token: z.string().check(z.maxLength(100)),
  password: newPassword,
});
export type ChoosePasswordInput = z.infer<typeof choosePasswordSchema>;

/** A link somebody is to have: shown to whoever made it, unless it was mailed. Never kept. */
export type LinkMade = { email: string; link: string | null; isMailed: boolean };

type NamedPlace = { id: string; name: string };

/** Somebody who works here, as those who may change them see it. */
export type StaffMember = {
  id: string;
  name: string;
  email: string;
  role: Role;
  /** `ended`: their last day is over; what they held waits for somebody to hand it over. */
  state: 'invited' | 'active' | 'ended' | 'left';
  isSelf: boolean;
  hasAuthenticator: boolean;
  /** Real time. */
  lastSeenAt: Instant | null;
  /** Real time from which nothing works any more; null = no end. */
  endsAt: Instant | null;
  /** Owners' roles hold everywhere. */
  places: { portfolios: NamedPlace[]; buildings: NamedPlace[]; doors: NamedPlace[] };
};

/** Where the viewer may let somebody's role hold. */
export type ScopeOptions = { portfolios: NamedPlace[]; buildings: (NamedPlace & { portfolioId: string | null })[] };

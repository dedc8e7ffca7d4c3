import type { Instant } from '../time/instant.ts';

export const passcodeTypes = ['PERMANENT', 'DAILY', 'DAILY_SINGLE_USE'] as const;
/** OpenKit's three kinds of credential, plus whatever it invents: an unknown kind is shown, never offered. */
export type PasscodeType = (typeof passcodeTypes)[number] | 'UNKNOWN';

export const accessRoles = ['resident', 'non_resident', 'guest', 'tourer'] as const;
export type AccessRole = (typeof accessRoles)[number];

/** Whether OpenKit shows a code for an access, and if not, why. */
export type DoorcodeStatus = 'valid' | 'communal_conflict' | 'resident' | 'guest_conflict' | 'none' | 'unknown';

/** What a grant or change asks for. Instants are UTC; `end` null = no expiry. */
export type Terms = {
  passcodeType: Exclude<PasscodeType, 'UNKNOWN'>;
  start: Instant;
  end: Instant | null;
  shareable: boolean;
  role: AccessRole;
  /** Whether Latch may send the invite or the code. */
  notify: boolean;
};

export const isDaily = (type: PasscodeType): boolean => type === 'DAILY' || type === 'DAILY_SINGLE_USE';

'use server';

import { changeStaffSchema, inviteStaffSchema, oneStaffSchema } from '#lib/schemas/staff';
import { action } from '../auth/action.ts';
import { changeStaff as change } from '../services/staff/change-staff.ts';
import { inviteStaff as invite } from '../services/staff/invite-staff.ts';
import { leaveStaff as leave } from '../services/staff/leave-staff.ts';
import {
  endStaffSessions as endSessions,
  resetPassword as reset,
  resetAuthenticator as resetFactor,
} from '../services/staff/reset-staff.ts';

const managing = { permission: 'staff.manage', isSensitive: true } as const;

export const inviteStaff = action({ ...managing, name: 'inviteStaff', input: inviteStaffSchema, run: invite });

export const changeStaff = action({ ...managing, name: 'changeStaff', input: changeStaffSchema, run: change });

export const leaveStaff = action({ ...managing, name: 'leaveStaff', input: oneStaffSchema, run: leave });

export const resetPassword = action({ ...managing, name: 'resetPassword', input: oneStaffSchema, run: reset });

export const resetAuthenticator = action({
  ...managing,
  permission: 'authenticator.reset',
  name: 'resetAuthenticator',
  input: oneStaffSchema,
  run: resetFactor,
});

export const endStaffSessions = action({
  ...managing,
  name: 'endStaffSessions',
  input: oneStaffSchema,
  run: endSessions,
});

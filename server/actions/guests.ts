'use server';

import { inviteGuestSchema } from '#lib/schemas/guest';
import { action } from '../auth/action.ts';
import { inviteGuest as invite } from '../services/guests/invite-guest.ts';

export const inviteGuest = action({
  name: 'inviteGuest',
  permission: 'access.grant',
  input: inviteGuestSchema,
  run: invite,
});

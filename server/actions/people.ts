'use server';

import { contactSchema } from '#lib/schemas/person';
import { action } from '../auth/action.ts';
import { findContactOwner as find } from '../services/people/contact-owner.ts';

export const findContactOwner = action({
  name: 'findContactOwner',
  permission: 'person.read',
  input: contactSchema,
  run: find,
});

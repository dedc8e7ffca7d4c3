import type { Message, Template } from './message.ts';

const mistake = (title: string, next: string): Message => ({
  title,
  detail: 'Nothing was saved, and nothing you typed is lost.',
  next,
});

/** Inviting, changing and ending staff. */
export const staffReasons: Record<string, Template> = {
  staff_name_required: mistake('The name is missing.', 'Write it as their colleagues know it.'),
  role_required: mistake('No role is chosen.', 'Choose what they may do here.'),
  places_required: mistake('No place is chosen.', 'Choose at least one portfolio, building or door.'),
  too_many_places: mistake('These are too many places at once.', 'Choose whole portfolios instead of their buildings.'),
  owner_everywhere: mistake('An owner’s role applies everywhere.', 'Take the places out, or choose another role.'),
  doors_for_auditors: mistake(
    'Only auditors are limited to single doors.',
    'Choose buildings or portfolios, or make them an auditor.',
  ),
  doors_or_buildings: mistake(
    'Single doors and buildings cannot be combined.',
    'Choose either the doors or the places they are in.',
  ),
  email_taken: mistake(
    'Someone with this email address already works here, or you may not invite them.',
    'Look at the list of staff, or ask an owner.',
  ),
  own_rights: {
    title: 'Nobody can change their own role or account here.',
    detail: 'Nothing was changed.',
    next: 'Ask another owner or portfolio manager.',
  },
  last_owner: {
    title: 'No owner would be left.',
    detail: 'Nothing was changed.',
    next: 'Make someone else an owner first, without an end date.',
  },
  staff_left: {
    title: 'They have left.',
    detail: 'Nothing was changed.',
    next: 'Invite them again with the same email address.',
  },
};

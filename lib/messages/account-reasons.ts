import type { Template } from './message.ts';

const kept = 'Nothing was saved, and nothing you typed is lost.';

/** Mistakes people make about their own account. */
export const accountReasons: Record<string, Template> = {
  own_name_required: { title: 'Your name is missing.', detail: kept, next: 'Write it as your colleagues know it.' },
  own_email_required: { title: 'Your email address is missing.', detail: kept, next: 'You will sign in with it.' },
  own_email_invalid: { title: 'This is not an email address.', detail: kept, next: 'Write it like maya@example.com.' },
  password_too_short: {
    title: 'The password is too short.',
    detail: kept,
    next: 'Use 15 characters or more: a sentence is easy to remember.',
  },
  password_too_long: { title: 'The password is too long.', detail: kept, next: 'Use 1,000 characters at most.' },
};

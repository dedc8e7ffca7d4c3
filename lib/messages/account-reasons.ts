import type { Message, Template } from './message.ts';

const mistake = (title: string, next: string): Message => ({
  title,
  detail: 'Nothing was saved, and nothing you typed is lost.',
  next,
});

/** Signing in, and mistakes people make about their own account. */
export const accountReasons: Record<string, Template> = {
  session_ended: {
    title: 'Your session has ended.',
    detail: 'Nothing was changed.',
    next: 'Sign in again to go on where you were.',
  },
  sign_in_refused: {
    title: 'Email address and password do not belong together.',
    detail: 'You are not signed in.',
    next: 'Check both, also capital letters, and try again.',
  },
  limited_sign_in: {
    title: 'Too many attempts to sign in.',
    detail: 'For a while nobody can try this account from here.',
    next: 'Wait a few minutes, then try again.',
  },
  link_used: {
    title: 'This link has been used or has expired.',
    detail: 'Nothing was changed.',
    next: 'Ask for a new one.',
  },
  own_name_required: mistake('Your name is missing.', 'Write it as your colleagues know it.'),
  own_email_required: mistake('Your email address is missing.', 'You will sign in with it.'),
  own_email_invalid: mistake('This is not an email address.', 'Write it like maya@example.com.'),
  password_too_short: mistake(
    'The password is too short.',
    'Use 15 characters or more: a sentence is easy to remember.',
  ),
  password_too_long: mistake('The password is too long.', 'Use 1,000 characters at most.'),
  password_same: mistake('This is the password you have.', 'Choose another one.'),
  current_password_required: mistake('Your current password is missing.', 'It shows that this is you.'),
  current_password_wrong: mistake('This is not your current password.', 'Check it, also capital letters.'),
  limited_password: {
    title: 'Too many wrong passwords.',
    detail: 'Your password was not changed.',
    next: 'Wait a few minutes, then try again.',
  },
};

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
  origin_missing: {
    title: 'This did not come from a page of Gatehouse.',
    detail: 'Nothing was changed.',
    next: 'Do it on the page itself, in a browser that says where its requests come from.',
  },
  sign_in_refused: {
    title: 'Email address and password do not belong together.',
    detail: 'You are not signed in.',
    next: 'Check both, also capital letters, and try again.',
  },
  session_locked: {
    title: 'This screen is locked.',
    detail: 'Nothing was changed.',
    next: 'Load the page again and unlock it with your password.',
  },
  authenticator_required: {
    title: 'Your account needs an authenticator first.',
    detail: 'Nothing was changed.',
    next: 'Load the page again and set it up.',
  },
  proof_needed: {
    title: 'This needs a fresh proof that it is you.',
    detail: 'Nothing was changed yet.',
    next: 'Confirm with your password or authenticator, then do it again.',
  },
  code_required: {
    title: 'Your authenticator is asked as well.',
    detail: 'You are not signed in yet.',
    next: 'Type the six digits it shows now.',
  },
  code_wrong: {
    title: 'This code is not right, or has been used.',
    detail: 'Nothing was changed.',
    next: 'Wait for the next one to appear and type that, or use a recovery code.',
  },
  password_wrong: {
    title: 'This is not your password.',
    detail: 'Nothing was changed.',
    next: 'Check it, also capital letters.',
  },
  limited_proof: {
    title: 'Too many wrong tries.',
    detail: 'Nothing was changed.',
    next: 'Wait a few minutes, then try again.',
  },
  sso_refused: {
    title: 'Nobody here belongs to this single sign-on account.',
    detail: 'You are not signed in.',
    next: 'Open your invitation and continue with single sign-on from there, or ask whoever invites staff.',
  },
  sso_one_factor: {
    title: 'Single sign-on did not say that you used a second factor.',
    detail: 'You are not signed in: a password alone opens no doors.',
    next: 'Set up a second factor there and sign in again. If you have one, tell whoever runs this Gatehouse.',
  },
  sso_failed: {
    title: 'Single sign-on did not work.',
    detail: 'You are not signed in.',
    next: 'Try again. If it stays, tell whoever runs this Gatehouse.',
  },
  sso_rejected: {
    title: 'The answer of the single sign-on was not one to our question, or no longer good.',
    detail: 'Nobody was signed in.',
    next: 'One of these alone is often a page left open; many may be somebody trying.',
  },
  authenticator_missing: {
    title: 'No authenticator is set up.',
    detail: 'Recovery codes stand in for one.',
    next: 'Set your authenticator up first.',
  },
  authenticator_exists: {
    title: 'An authenticator is set up already.',
    detail: 'Nothing was changed.',
    next: 'Use it, or have it reset by an owner.',
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
  password_common: mistake(
    'This password is one of those that are guessed first.',
    'Choose a sentence of your own: nobody else would think of it.',
  ),
  password_same: mistake('This is the password you have.', 'Choose another one.'),
  current_password_required: mistake('Your current password is missing.', 'It shows that this is you.'),
  current_password_wrong: mistake('This is not your current password.', 'Check it, also capital letters.'),
  limited_password: {
    title: 'Too many wrong passwords.',
    detail: 'Your password was not changed.',
    next: 'Wait a few minutes, then try again.',
  },
};

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
    next: 'Sign in again to continue where you left off.',
  },
  origin_missing: {
    title: 'This did not come from a page of Gatehouse.',
    detail: 'Nothing was changed.',
    next: 'Do it on the page itself, in a browser that says where its requests come from.',
  },
  sign_in_refused: {
    title: 'Wrong email address or password.',
    detail: 'You are not signed in.',
    next: 'Check both, including capitals, and try again.',
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
    title: 'Confirm that it is you.',
    detail: 'Nothing was changed yet.',
    next: 'Use your password or authenticator, then try again.',
  },
  code_required: {
    title: 'Enter your authenticator code too.',
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
    next: 'Check it, including capitals.',
  },
  limited_proof: {
    title: 'Too many wrong tries.',
    detail: 'Nothing was changed.',
    next: 'Wait a few minutes, then try again.',
  },
  sso_refused: {
    title: 'No account here is linked to this single sign-on account.',
    detail: 'You are not signed in.',
    next: 'Open your invitation and continue with single sign-on from there, or ask whoever invites staff.',
  },
  sso_one_factor: {
    title: 'Single sign-on did not say that you used a second factor.',
    detail: 'You are not signed in: a password alone is not enough.',
    next: 'Set up a second factor there and sign in again. If you have one, tell whoever runs this Gatehouse.',
  },
  sso_failed: {
    title: 'Single sign-on did not work.',
    detail: 'You are not signed in.',
    next: 'Try again. If this keeps happening, tell whoever runs this Gatehouse.',
  },
  sso_rejected: {
    title: 'The single sign-on answer did not match our request, or had expired.',
    detail: 'Nobody was signed in.',
    next: 'A single one is often just a page left open; many may be an attack.',
  },
  authenticator_missing: {
    title: 'No authenticator is set up.',
    detail: 'Recovery codes only replace it when it is not at hand.',
    next: 'Set your authenticator up first.',
  },
  authenticator_exists: {
    title: 'An authenticator is already set up.',
    detail: 'Nothing was changed.',
    next: 'Use it, or ask an owner to reset it.',
  },
  limited_sign_in: {
    title: 'Too many attempts to sign in.',
    detail: 'For a while, nobody can try to sign in to this account from here.',
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
    'This password is one of the first that people guess.',
    'Choose a sentence of your own that nobody else would think of.',
  ),
  password_same: mistake('This is the password you have.', 'Choose another one.'),
  current_password_required: mistake('Your current password is missing.', 'It confirms that it is you.'),
  current_password_wrong: mistake('This is not your current password.', 'Check it, including capitals.'),
  limited_password: {
    title: 'Too many wrong passwords.',
    detail: 'Your password was not changed.',
    next: 'Wait a few minutes, then try again.',
  },
};

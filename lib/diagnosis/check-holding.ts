import { isDaily } from '../access-rules/terms.ts';
import { listed } from '../messages/counts.ts';
import type { AccessView } from '../schemas/access.ts';
import type { DiagnosisFacts } from './facts.ts';
import { advice, type Finding, giveAccess, linkStep } from './finding.ts';

/** Whether OpenKit still knows the person, and only once: a caller may use the app with the other account. */
export function checkAccount({ person, twinId }: DiagnosisFacts): Finding {
  if (person.isGone) {
    return {
      id: 'account',
      verdict: 'stop',
      sentence: 'OpenKit no longer knows this person. The account may have been removed or merged with another.',
      aloud: 'Your Latch account as we knew it is gone. Which email address does the Latch app show for you now?',
      next: linkStep(
        'Look for the address the caller names, and give access to that person.',
        'Find people',
        '/people',
      ),
    };
  }
  if (twinId !== null) {
    return {
      id: 'account',
      verdict: 'warn',
      sentence: 'Someone else in OpenKit has the same email or phone number. The app may be using that account.',
      aloud: 'Latch knows you under two accounts. Please sign out of the Latch app and in again, then try the door.',
      next: linkStep(
        'Compare both people and give access to the one the caller signs in as.',
        'See the other person',
        `/people/${twinId}`,
      ),
    };
  }
  return { id: 'account', verdict: 'ok', sentence: 'OpenKit knows this person, once.' };
}

/** Whether there is an access to this door at all. */
export function checkAccess({ access, door, opensNow }: DiagnosisFacts): Finding {
  if (access === null) {
    return {
      id: 'access',
      verdict: 'stop',
      sentence: `No access to this door. ${opensSentence(opensNow)}`,
      aloud: `You have no access to ${door.name}. ${opensAloud(opensNow)}`,
      next: giveAccess('If they should have it, give access to this door.'),
    };
  }
  if (access.state === 'gone') {
    return {
      id: 'access',
      verdict: 'stop',
      sentence: `OpenKit no longer shows this access: it was taken away. ${opensSentence(opensNow)}`,
      aloud: `Your access to ${door.name} was taken away. ${opensAloud(opensNow)}`,
      next: giveAccess('If that was a mistake, give access again.'),
    };
  }
  if (!access.isHeld) return { id: 'access', verdict: 'ok', sentence: 'Asked for, not held yet.' };
  return { id: 'access', verdict: 'ok', sentence: 'OpenKit shows an access to this door.' };
}

const opensSentence = (names: readonly string[]): string =>
  names.length > 0 ? `They can open ${listed(names)} now.` : 'They can open no other door that you can see.';

const opensAloud = (names: readonly string[]): string =>
  names.length > 0 ? `What you can open now: ${listed(names)}.` : 'I will find out whether you should have it.';

/** Whether something is under way that decides whether the access exists. */
export function checkConfirmation({ access, door }: DiagnosisFacts & { access: AccessView }): Finding {
  const isRevoke = access.pendingKind === 'revoke';
  const next = (sentence: string) =>
    access.operationId
      ? linkStep(sentence, 'See the operation', `/operations/${access.operationId}`)
      : advice(sentence);
  if (access.pending === 'needs_person' && !access.isHeld && isDaily(access.passcodeType)) {
    return {
      id: 'confirmation',
      verdict: 'stop',
      sentence: 'We could not find out whether this day code was made. It may exist, and cannot be taken back.',
      aloud: `A code for ${door.name} was asked for, and we do not know whether it was made. Did Latch send you one?`,
      next: next(
        'If it arrived, it works. Settle the operation by the answer, and give another code only if none came.',
      ),
    };
  }
  if (access.pending === 'needs_person') {
    return {
      id: 'confirmation',
      verdict: access.isHeld ? 'warn' : 'stop',
      sentence: 'We could not find out whether the last change worked.',
      aloud: `We are not sure that your access to ${door.name} was set up. I will check it and call you back.`,
      next: next('Look in Mission Control, then settle the operation.'),
    };
  }
  if (access.pending !== null && isRevoke) {
    return {
      id: 'confirmation',
      verdict: 'warn',
      sentence: 'This access is being revoked. It may stop working at any moment.',
      aloud: `Your access to ${door.name} is being taken away.`,
      next: next('If that is a mistake, wait until it is confirmed, then give access again.'),
    };
  }
  if (access.pending !== null) {
    return {
      id: 'confirmation',
      verdict: access.isHeld ? 'warn' : 'stop',
      sentence: 'A change was sent and OpenKit has not confirmed it yet. Do not repeat it.',
      aloud: `Your access to ${door.name} is being set up right now. Please try again in a few minutes.`,
      next: next('Wait until it is confirmed.'),
    };
  }
  return { id: 'confirmation', verdict: 'ok', sentence: 'Nothing is under way: OpenKit confirmed what it shows.' };
}

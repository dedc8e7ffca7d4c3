import { isDaily } from '../access-rules/terms.ts';
import { likelyEmail } from '../email-hints.ts';
import type { AccessView } from '../schemas/access.ts';
import { formatExact } from '../time/format.ts';
import type { DiagnosisFacts, OwnGrant } from './facts.ts';
import { advice, type Finding, giveAccess, reveal } from './finding.ts';

type Facts = DiagnosisFacts & { access: AccessView };

/** Whether the caller can be using the address that the access belongs to. The app opens nothing under another one. */
export function checkAddress({ access, person, grant }: Facts): Finding {
  const exact = addressOf(access, person, grant);
  if (exact === null) {
    return { id: 'address', verdict: 'unknown', sentence: 'OpenKit names neither an email nor a phone number.' };
  }
  if (isDaily(access.passcodeType)) {
    return {
      id: 'address',
      verdict: 'ok',
      sentence: 'The code belongs to this address. The app is not needed.',
      exact,
    };
  }
  const meant = likelyEmail(exact);
  if (meant !== null) {
    return {
      id: 'address',
      verdict: 'warn',
      sentence: `This address looks mistyped: ${meant} may have been meant. Ask the caller to spell it.`,
      exact,
      aloud: 'Please spell the email address with which you sign in to the Latch app.',
      next: giveAccess('An email cannot be corrected here. Give access to the right address, then revoke this one.'),
    };
  }
  if (grant?.email && person.email && !isSame(grant.email, person.email)) {
    return {
      id: 'address',
      verdict: 'warn',
      sentence: `The invite went to ${grant.email}, but OpenKit now names the address below.`,
      exact,
      aloud: `Please sign in to the Latch app as ${person.email}, exactly as I spell it.`,
      next: advice('If the caller cannot sign in with this address, give access to the one they use.'),
    };
  }
  const sentence = 'Ask which address the Latch app shows. It must be this one, letter by letter.';
  return { id: 'address', verdict: 'ok', sentence, exact };
}

function addressOf(access: AccessView, person: Facts['person'], grant: OwnGrant | null): string | null {
  if (isDaily(access.passcodeType)) return grant?.email ?? grant?.phone ?? person.email ?? person.phone;
  return person.email ?? grant?.email ?? null;
}

const isSame = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** Whether anybody told the person. Known only for what was given from here; nothing can be sent again. */
export function checkMessage({ access, door, grant, person }: Facts): Finding {
  if (grant === null) {
    const giver = access.granterKind === 'user' ? 'A resident gave this access' : 'This access was not given from here';
    return {
      id: 'message',
      verdict: 'unknown',
      sentence: `${giver}, so nobody can tell whether Latch sent a message.`,
    };
  }
  const zone = door.timeZone ?? 'UTC';
  const isCode = isDaily(access.passcodeType);
  if (grant.notify) {
    const to = grant.email ?? grant.phone ?? 'them';
    return {
      id: 'message',
      verdict: 'ok',
      sentence: `Latch was asked to send ${isCode ? 'the code' : 'an invite'} to ${to} on ${formatExact(grant.at, zone)}. It cannot be sent again.`,
    };
  }
  const sentence = 'Nobody was told: this access was given without a message, and none can be sent now.';
  if (isCode) {
    return {
      id: 'message',
      verdict: 'warn',
      sentence,
      aloud: `You got no message, and that is as it should be. You have a doorcode for ${door.name}, and I will read it to you now.`,
      next: reveal('Show the doorcode and read it aloud.'),
    };
  }
  return {
    id: 'message',
    verdict: 'warn',
    sentence,
    aloud: `You got no message, and that is as it should be. Install the Latch app and sign in as ${person.email ?? 'the address we have for you'}: ${door.name} is there.`,
    next: advice('Tell them which app to install and with which address.'),
  };
}

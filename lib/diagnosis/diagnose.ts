import { meansOf } from '../messages/access-words.ts';
import type { Check, Diagnosis, NextStep } from '../schemas/diagnosis.ts';
import { checkAddress, checkMessage } from './check-contact.ts';
import { checkBattery, checkConnection, checkDoor } from './check-door.ts';
import { checkDoorcode } from './check-doorcode.ts';
import { checkAccess, checkAccount, checkConfirmation } from './check-holding.ts';
import { checkWindow } from './check-window.ts';
import type { DiagnosisFacts } from './facts.ts';
import { type Finding, isCause, reveal, watchTheLock } from './finding.ts';

type Conclusion = Pick<Diagnosis, 'checks' | 'aloud' | 'next'>;

/**
 * Why a door does not open for a person: what was looked at, in the order in which to go through it, what to read to
 * the caller and what to do next. The first thing that stops decides, else the first that may.
 */
export function diagnose(facts: DiagnosisFacts): Conclusion {
  const findings = findingsOf(facts);
  const causes = findings.filter(isCause);
  const { aloud, next } = causes.find(({ verdict }) => verdict === 'stop') ?? causes[0] ?? nothingFound(facts);
  return { checks: findings.map(toCheck), aloud, next };
}

/** What alone keeps a door shut comes first, a code that is only elsewhere last; what is over needs no further look. */
function findingsOf(facts: DiagnosisFacts): Finding[] {
  const { access } = facts;
  const first = [checkAccount(facts), checkAccess(facts)];
  if (access === null || access.state === 'gone') return [...first, checkDoor(facts), checkBattery(facts)];
  const withAccess = { ...facts, access };
  const held = [...first, checkConfirmation(withAccess), checkDoor(facts), checkWindow(withAccess)];
  if (access.state === 'ended' || !access.isHeld) return [...held, checkBattery(facts)];
  return [
    ...held,
    checkAddress(withAccess),
    checkConnection(withAccess),
    checkBattery(facts),
    checkMessage(withAccess),
    checkDoorcode(withAccess),
  ];
}

const toCheck = ({ id, verdict, sentence, exact = null }: Finding): Check => ({ id, verdict, sentence, exact });

/** Nothing speaks against it: try again in the one way that must work. */
function nothingFound({ access, door, person }: DiagnosisFacts): { aloud: string; next: NextStep } {
  const means = access ? meansOf(access.passcodeType, access.doorcodeStatus) : 'unknown';
  if (means === 'code') {
    return {
      aloud: `Everything looks right from here. Please type the seven digits of your code at ${door.name} again, slowly.`,
      next: reveal('Compare the code the caller types with the doorcode.'),
    };
  }
  return {
    aloud: `Everything looks right from here. Please open the Latch app, check that it shows ${person.email ?? 'your own email address'} as your account, hold the phone to ${door.name} and try again.`,
    next: watchTheLock,
  };
}

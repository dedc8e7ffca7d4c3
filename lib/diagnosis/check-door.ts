import { batteryTroubles } from '../battery.ts';
import { connectionSentences, whyNoAccess } from '../messages/door-words.ts';
import type { AccessView } from '../schemas/access.ts';
import { formatExact } from '../time/format.ts';
import type { DiagnosisFacts } from './facts.ts';
import { type Finding, linkStep } from './finding.ts';

const doorLink = (sentence: string, doorId: string) => linkStep(sentence, 'Open the door’s page', `/doors/${doorId}`);

/** Whether the door is one that OpenKit can open for anybody. */
export function checkDoor({ door }: DiagnosisFacts): Finding {
  const reason = door.isGone ? 'OpenKit no longer shows this door to us.' : whyNoAccess(door);
  if (reason === null) return { id: 'door', verdict: 'ok', sentence: 'The door has an activated lock.' };
  return {
    id: 'door',
    verdict: 'stop',
    sentence: reason,
    aloud: `${door.name} cannot be opened with Latch from our side. Please use another entrance for now.`,
    next: doorLink('The door has to be set up in Mission Control.', door.id),
  };
}

/**
 * Whether the lock can know of the access. OpenKit tells no sync state: for a lock that is offline nobody knows what
 * it heard of. Daily codes need no connection.
 */
export function checkConnection(facts: DiagnosisFacts & { access: AccessView }): Finding {
  const { door, access } = facts;
  if (access.passcodeType === 'DAILY' || access.passcodeType === 'DAILY_SINGLE_USE') {
    return {
      id: 'connection',
      verdict: 'ok',
      sentence: 'A day code works whether the lock is connected or not.',
    };
  }
  if (door.isConnected) return { id: 'connection', verdict: 'ok', sentence: 'The lock is connected.' };
  if (access.awaitsSyncSince === null) {
    if (door.isConnected === false) return offlineSince(facts);
    return { id: 'connection', verdict: 'unknown', sentence: connectionSentences.unknown };
  }
  const isOffline = door.isConnected === false;
  const since = formatExact(access.awaitsSyncSince, door.timeZone ?? 'UTC');
  return {
    id: 'connection',
    verdict: 'warn',
    sentence: `${isOffline ? 'The lock is offline.' : 'OpenKit does not say whether the lock is connected.'} It has not been seen connected since ${since}, so it may not know about this access.`,
    aloud:
      `The lock of ${door.name} ${isOffline ? 'is offline and ' : ''}may not know about your access yet. ` +
      'Hold your phone to it with the Latch app open, wait a moment, and try again. A code works only after that.',
    next: doorLink('Someone whose app opens this door can sync the lock by unlocking it once.', door.id),
  };
}

/** What was there before the first reading may have reached the lock or not; what came later was seen to. */
function offlineSince({ seenFirstAt }: DiagnosisFacts): Finding {
  if (seenFirstAt === null) {
    const sentence = 'The lock is offline. If it has been connected since the access was given, it knows about it.';
    return { id: 'connection', verdict: 'unknown', sentence };
  }
  const sentence = 'The lock is offline, but it has been connected since this access was given, so it knows about it.';
  return { id: 'connection', verdict: 'ok', sentence };
}

/** Whether the lock has power, as far as its last reading tells. */
export function checkBattery({ door, at }: DiagnosisFacts): Finding {
  if (door.batteryPercent === null) {
    return { id: 'battery', verdict: 'unknown', sentence: 'OpenKit names no battery level for this lock.' };
  }
  const level = `${door.batteryPercent}%${door.batteryAt ? ` on ${formatExact(door.batteryAt, door.timeZone ?? 'UTC')}` : ''}`;
  const troubles = batteryTroubles(door, at);
  if (troubles.includes('low')) {
    return {
      id: 'battery',
      verdict: 'warn',
      sentence: `The battery is low: ${level}.`,
      aloud: `The battery of the lock at ${door.name} is low. If the lock stays dark, use another entrance for now.`,
      next: doorLink('Have the battery replaced.', door.id),
    };
  }
  if (troubles.includes('stale')) {
    return { id: 'battery', verdict: 'unknown', sentence: `The last reading is more than 30 days old: ${level}.` };
  }
  return { id: 'battery', verdict: 'ok', sentence: `The battery was at ${level}.` };
}

import type { EventName, EventPhase } from '../events.ts';
import type { ActivityActor, ActivityRow } from '../schemas/activity.ts';
import { counted } from './counts.ts';

/** What each kind of entry is called in a filter. */
export const eventLabels: Record<EventName, string> = {
  'access.grant': 'Giving access',
  'access.change': 'Changing access',
  'access.revoke': 'Revoking access',
  'notice.move': 'Notices moved to another call',
  'doorcode.reveal': 'Doorcodes looked at',
  'doorcode.sheet': 'Code sheets printed',
  'door.sync_claimed': 'Locks reported as synced',
  'door.statement': 'Statement for a door',
  'unit.edit': 'Units changed',
  'bundle.edit': 'Bundles changed',
  'tenancy.start': 'Move-ins',
  'tenancy.change': 'Leases changed',
  'tenancy.end': 'Move-outs',
  'guest.invite': 'Guests let in',
  'person.link': 'New addresses',
  'person.phone_lost': 'Lost phones',
  'task.settle': 'Tasks',
  'operation.control': 'Operations stopped or paused',
  'door.replace': 'Replaced doors',
  'drift.accept': 'Accepted drift',
  'plan.create': 'Plans made',
  'plan.change': 'Plans changed',
  'plan.miss': 'Planned codes not issued',
  'certification.start': 'Doors to certify',
  'certification.sign': 'Certified doors',
  'certification.discard': 'Discarded worksheets',
  'export.create': 'Exports',
  'session.start': 'Sign-ins',
  'session.refuse': 'Refused sign-ins',
  'session.end': 'Sign-outs',
  'session.prove': 'Identity checks',
  'session.lock': 'Locked screens',
  'password.change': 'Password changes',
  'authenticator.add': 'Authenticators set up',
  'authenticator.reset': 'Authenticators reset',
  'recovery.renew': 'Recovery codes made',
  'permission.deny': 'Denied actions',
  'limit.reach': 'Limits reached',
  'staff.invite': 'Staff invited',
  'staff.join': 'Staff joined',
  'staff.manage': 'Staff changed',
  'staff.reset': 'Links to choose a new password',
  'staff.leave': 'Staff left',
  'setting.change': 'Settings changed',
  'sync.start': 'Readings asked for',
  'sync.stop': 'Readings stopped',
  'sync.accept_loss': 'Losses accepted',
  'audit.erase': 'Personal data erased',
  'log.take_over': 'Earlier keys taken over',
};

export const phaseLabels: Record<EventPhase, string> = {
  intent: 'Asked',
  applied: 'Confirmed',
  rejected: 'Refused',
  unknown: 'Not confirmed',
  cancelled: 'Not sent',
  done: 'Done',
  denied: 'Denied',
};

type WriteEvent = 'access.grant' | 'access.change' | 'access.revoke';

/** What is asked of OpenKit: "to give access to", "giving access to", "gave access to". */
const writes: Record<WriteEvent, { infinitive: string; gerund: string; past: string }> = {
  'access.grant': { infinitive: 'give access to', gerund: 'giving access to', past: 'Gave access to' },
  'access.change': { infinitive: 'change access to', gerund: 'changing access to', past: 'Changed access to' },
  'access.revoke': { infinitive: 'revoke access to', gerund: 'revoking access to', past: 'Revoked access to' },
};

type Facts = Pick<ActivityRow, 'event' | 'phase' | 'doorCount' | 'isRemoteEnd'>;

/**
 * What happened, as a sentence without its subject: "Asked OpenKit to give access to 2 doors". An entry that was
 * altered is said to be, before what it says now.
 */
export const activitySentence = ({ isAltered, ...facts }: Facts & Pick<ActivityRow, 'isAltered'>): string =>
  isAltered ? `Altered in the database: ${sentenceOf(facts)}` : sentenceOf(facts);

function sentenceOf({ event, phase, doorCount, isRemoteEnd }: Facts): string {
  const doors = doorCount === 0 ? 'doors' : counted(doorCount, 'door');
  if (isWrite(event)) return writeSentence(event, phase, doors);
  if (event === 'session.end') return isRemoteEnd ? 'Ended another session' : 'Signed out';
  return plainSentence(event, phase === 'done' || phase === 'applied', doors);
}

const isWrite = (event: EventName): event is WriteEvent => Object.hasOwn(writes, event);

function writeSentence(event: WriteEvent, phase: EventPhase, doors: string): string {
  const { infinitive, gerund, past } = writes[event];
  const sentences: Record<EventPhase, string> = {
    intent: `Asked OpenKit to ${infinitive} ${doors}`,
    applied: `OpenKit confirmed ${gerund} ${doors}`,
    rejected: `OpenKit refused to ${infinitive} ${doors}`,
    unknown: `OpenKit has not confirmed ${gerund} ${doors}`,
    cancelled: `Not sent to OpenKit: ${gerund} ${doors}`,
    done: `${past} ${doors}`,
    denied: `Was not allowed to ${infinitive} ${doors}`,
  };
  return sentences[phase];
}

type PlainEvent = Exclude<EventName, WriteEvent | 'session.end'>;

function plainSentence(event: PlainEvent, isDone: boolean, doors: string): string {
  const sentences: Record<PlainEvent, string> = {
    'notice.move': `Moved the notice to the call for ${doors}, because another was refused`,
    'doorcode.sheet': isDone ? 'Printed the day codes of a building' : 'Tried to print the day codes of a building',
    'doorcode.reveal': isDone ? `Looked at the codes of ${doors}` : `Tried to look at the codes of ${doors}`,
    'door.sync_claimed': `Said that the locks of ${doors} have synced`,
    'door.statement': 'Made a statement of who held access to a door',
    'unit.edit': 'Changed a unit',
    'bundle.edit': 'Changed a bundle',
    'tenancy.start': 'Moved someone in',
    'tenancy.change': 'Changed a lease',
    'tenancy.end': 'Moved someone out',
    'guest.invite': 'Let in a resident’s guest',
    'person.link': 'Noted a person’s new address',
    'person.phone_lost': 'Noted a lost phone',
    'task.settle': 'Took, gave back, finished or closed a task',
    'operation.control': 'Stopped, paused or resumed an operation',
    'door.replace': 'Said whether one door replaced another',
    'drift.accept': 'Accepted changes made elsewhere',
    'plan.create': 'Planned recurring codes',
    'plan.change': 'Changed a plan of recurring codes',
    'plan.miss': `Did not issue planned codes for ${doors}`,
    'certification.start': `Began to certify who could open ${doors}`,
    'certification.sign': `Signed who could open ${doors}`,
    'certification.discard': `Discarded a worksheet of ${doors}`,
    'export.create': isDone ? 'Made an export' : 'Tried to make an export',
    'session.start': 'Signed in',
    'session.refuse': 'Sign-in refused',
    'session.prove': isDone ? 'Confirmed their identity' : 'Failed to confirm their identity',
    'session.lock': 'Locked their screen',
    'authenticator.add': 'Set up an authenticator',
    'authenticator.reset': 'Reset someone’s authenticator',
    'recovery.renew': 'Made new recovery codes',
    'password.change': isDone ? 'Changed their password' : 'Wrong current password',
    'permission.deny': 'Tried something beyond their role or reach',
    'limit.reach': 'Searched or imported unusually often within an hour',
    'staff.invite': 'Invited a member of staff',
    'staff.join': 'Accepted their invitation and joined',
    'staff.manage': 'Changed a member of staff',
    'staff.reset': 'Made a link to choose a new password',
    'staff.leave': 'Ended the access of a member of staff',
    'setting.change': 'Changed a setting',
    'sync.start': 'Asked for a new reading',
    'sync.stop': 'Stopped a reading',
    'sync.accept_loss': 'Accepted what a reading missed as gone',
    'audit.erase': 'Erased someone’s personal data from the log',
    'log.take_over': 'Took over what an earlier key had signed',
  };
  return sentences[event];
}

export function actorName(actor: ActivityActor): string {
  if (actor.kind === 'staff') return actor.name;
  return actor.kind === 'system' ? `Gatehouse (${actor.name})` : 'Not signed in';
}

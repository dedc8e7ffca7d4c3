import { randomUUID } from 'node:crypto';
import type { GrantRequest } from '../contract/requests.ts';
import { formatCode } from '../world/doorcode.ts';
import type { Access, Notification, User } from '../world/model.ts';
import type { Work } from './work.ts';

/**
 * What Latch would send for a grant: an invite by email for PERMANENT, at once even when the start lies ahead; daily
 * codes by email, or by SMS to a phone that belongs to nobody with an email.
 */
export function notifyOfGrant(work: Work, request: GrantRequest, user: User, granted: Access[]): void {
  const [first] = granted;
  if (!first) return;
  const isInvite = request.passcodeType === 'PERMANENT';
  const codes = Object.fromEntries(granted.map((access) => [access.door.uuid, formatCode(access.code)]));
  send(work, {
    ...addressOf(work, request, user),
    kind: isInvite ? 'invite' : 'doorcode',
    userUuid: user.uuid,
    doorUuids: granted.map((access) => access.door.uuid),
    ...(isInvite ? {} : { codes, code: formatCode(first.code) }),
  });
}

/** The code of a passwordless sign-in, by email. */
export function notifyOfLoginCode(work: Work, user: User & { email: string }, code: string): void {
  send(work, { channel: 'email', to: user.email, kind: 'login-code', userUuid: user.uuid, doorUuids: [], code });
}

function addressOf({ world }: Work, { email, phone }: GrantRequest, user: User): Pick<Notification, 'channel' | 'to'> {
  // Where a phone finds nobody, it may still be that of somebody with an email.
  const address = email ?? user.email ?? (phone && world.userByPhone(phone)?.email);
  return address ? { channel: 'email', to: address } : { channel: 'sms', to: phone ?? user.phone ?? '' };
}

function send(work: Work, message: Omit<Notification, 'id' | 'atMs'>): void {
  const notification = { id: randomUUID(), atMs: work.nowMs, ...message };
  work.put({ kind: 'notification', notification });
  work.notifications.push(notification);
}

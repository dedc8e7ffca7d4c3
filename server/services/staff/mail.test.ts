import { randomBytes } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { Session } from '#server/auth/session';
import { db } from '#server/db/pool';
import { staff } from '#server/db/schema/staff';
import { sendMail } from '#server/mail';
import { sessionAs } from '../../../e2e/fixtures/back-office.ts';
import { createTestDatabase, type TestDatabase } from '../../../e2e/fixtures/database.ts';
import { type MailSink, type SunkMail, startMailSink } from '../../../e2e/fixtures/mail-sink.ts';
import { choosePassword } from './choose-password.ts';
import { inviteStaff } from './invite-staff.ts';
import { resetPassword } from './reset-staff.ts';

const from = 'doors@gatehouse.example';
/** What would end a header, the mail, and the conversation. */
const hostileName =
  'Eve\r\nBcc: all@evil.example\r\n\r\n.\r\nMAIL FROM:<eve@evil.example>\r\n<img src=x onerror=alert(1)>';
let database: TestDatabase;
let sink: MailSink;
let owner: Session;

beforeAll(async () => {
  database = await createTestDatabase();
  sink = await startMailSink();
  vi.stubEnv('DATABASE_URL', database.url);
  vi.stubEnv('NEXTAUTH_URL', 'https://gatehouse.example');
  vi.stubEnv('NEXTAUTH_SECRET', 'the session secret of this test, 32+');
  vi.stubEnv('AUDIT_KEY', randomBytes(32).toString('base64'));
  vi.stubEnv('SMTP_URL', sink.url);
  vi.stubEnv('SMTP_FROM', from);
  owner = await sessionAs('owner');
});
beforeEach(() => {
  sink.mails.length = 0;
  sink.commands.length = 0;
  sink.refuses = false;
});
afterAll(async () => {
  await sink.stop();
  await db().$client.end();
  await database.drop();
});

const rights = { role: 'owner' as const, portfolioIds: [], buildingIds: [], doorIds: [], lastDay: '' };
const invite = (email: string) => inviteStaff(owner, { email, name: 'Nora New', ...rights });

/** The one mail that arrived: its head by name, its body as a person reads it. */
function onlyMail(): { to: string[]; head: Map<string, string>; body: string } {
  expect(sink.mails).toHaveLength(1);
  const { to, raw } = sink.mails[0] as SunkMail;
  const [top = '', ...rest] = raw.split('\r\n\r\n');
  const lines = top.replace(/\r\n[ \t]+/g, ' ').split('\r\n');
  const head = new Map(
    lines.map((line) => [line.split(':', 1)[0]?.toLowerCase() ?? '', line.replace(/^[^:]*: ?/, '')]),
  );
  expect(head.size, 'no header twice').toBe(lines.length);
  const coded = rest.join('\r\n\r\n');
  const isQuoted = head.get('content-transfer-encoding') === 'quoted-printable';
  return { to, head, body: isQuoted ? fromQuotedPrintable(coded) : coded };
}

const fromQuotedPrintable = (text: string): string =>
  text
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

const tokenIn = (body: string): string => /choose-password#token=(\S+)/.exec(body)?.[1] ?? '';

test('an invitation and a reset are mailed, shown to nobody, and their links work', async () => {
  const email = 'nora@staff.example';
  expect(await invite(email)).toEqual({ email, link: null, isMailed: true });
  const invitation = onlyMail();
  expect(invitation.to).toEqual([email]);
  expect(Object.fromEntries(invitation.head)).toMatchObject({
    from,
    to: email,
    subject: 'Your invitation to Gatehouse',
    'content-type': 'text/plain; charset=utf-8',
  });
  expect(invitation.body).toContain('https://gatehouse.example/choose-password#token=');
  await choosePassword({ token: tokenIn(invitation.body), password: 'a much better sentence, with spaces' });

  sink.mails.length = 0;
  const [member] = await db().select({ id: staff.id }).from(staff).where(eq(staff.email, email));
  expect(await resetPassword(owner, { staffId: member?.id ?? '' })).toEqual({ email, link: null, isMailed: true });
  const reset = onlyMail();
  expect(reset.head.get('subject')).toBe('Choose a new Gatehouse password');
  await choosePassword({ token: tokenIn(reset.body), password: 'another sentence, longer than the first' });
});

test('S16 a hostile name is text of the mail: no header, no recipient, no command of its own', async () => {
  owner = { ...owner, staff: { ...owner.staff, name: hostileName } };
  await invite('victim@staff.example');
  const { to, head, body } = onlyMail();
  expect(to).toEqual(['victim@staff.example']);
  expect(head.get('bcc')).toBeUndefined();
  expect(head.get('content-type'), 'nothing is markup').toBe('text/plain; charset=utf-8');
  expect([...head.values()].join('\n')).not.toContain('evil');
  expect(body).toContain('MAIL FROM:<eve@evil.example>');
  expect(sink.commands.filter((line) => line.includes('evil'))).toEqual([]);
});

test.each([
  'a@staff.example\r\nRCPT TO:<all@evil.example>',
  'a@staff.example, all@evil.example',
  'a@staff.example>\r\nBcc: all@evil.example',
])('an address holds one recipient: %j', async (to) => {
  const smtp = { url: sink.url, from, requiresTls: false };
  await sendMail(smtp, { to, subject: 'Hello\r\nBcc: all@evil.example', text: 'Hello' }).catch(() => undefined);
  expect(sink.mails.flatMap((mail) => mail.to)).not.toContain('all@evil.example');
  expect(sink.mails.map(({ raw }) => raw).join('\n')).not.toMatch(/^bcc:/im);
});

test('a server that offers no TLS gets no mail where TLS is required', async () => {
  const smtp = { url: sink.url, from, requiresTls: true };
  await expect(sendMail(smtp, { to: 'nora@staff.example', subject: 'Hello', text: 'Hello' })).rejects.toThrow(
    'STARTTLS',
  );
  expect(sink.commands.filter((line) => line.startsWith('MAIL'))).toEqual([]);
});

test('a mail that is not taken is no lost invitation: whoever made the link is shown it', async () => {
  sink.refuses = true;
  const made = await invite('nobody@staff.example');
  expect(made).toMatchObject({ isMailed: false });
  expect(made.link).toContain('/choose-password#token=');
  expect(sink.mails).toEqual([]);
});

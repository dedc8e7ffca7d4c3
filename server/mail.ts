import { createTransport } from 'nodemailer';
import type { Settings } from './settings.ts';

type Mail = { to: string; subject: string; text: string };

const patienceMs = 10_000;

/** Hands one plain-text mail to the SMTP server of the settings. Throws what it answered, or that it offers no TLS. */
export async function sendMail({ url, from, requiresTls }: NonNullable<Settings['smtp']>, mail: Mail): Promise<void> {
  const transport = createTransport({
    url,
    requireTLS: requiresTls,
    connectionTimeout: patienceMs,
    greetingTimeout: patienceMs,
    socketTimeout: patienceMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    // An address as an object: nothing in it can add a second recipient.
    await transport.sendMail({ from, to: { name: '', address: mail.to }, subject: mail.subject, text: mail.text });
  } finally {
    transport.close();
  }
}

import type { LinkMade } from '#lib/schemas/staff';
import { codeOf } from '#server/describe-error';
import { log } from '#server/log';
import { sendMail } from '#server/mail';
import { settings } from '#server/settings';

type Delivery = { email: string; link: string; purpose: 'invite' | 'password_reset'; invitedBy: string };

const subjects = { invite: 'Your invitation to Gatehouse', password_reset: 'Choose a new Gatehouse password' };
const lead = {
  invite: (by: string) => `${by} invites you to Gatehouse. Choose your password here:`,
  password_reset: (by: string) => `${by} asks you to choose a new password for Gatehouse:`,
};
const ends = { invite: 'three days', password_reset: 'one day' };

/**
 * Mails a link where SMTP_URL is set; otherwise, or when the mail could not be handed over, whoever made it is shown
 * it.
 */
export async function deliverLink({ email, link, purpose, invitedBy }: Delivery): Promise<LinkMade> {
  const { smtp } = settings();
  const shown: LinkMade = { email, link, isMailed: false };
  if (!smtp) return shown;
  const text = `${lead[purpose](invitedBy)}\n\n${link}\n\nThe link works once and for ${ends[purpose]}. If you did not expect it, do nothing.\n`;
  try {
    await sendMail(smtp, { to: email, subject: subjects[purpose], text });
    return { email, link: null, isMailed: true };
  } catch (error) {
    // What an SMTP server answers may repeat the recipient.
    log.error({ code: codeOf(error) }, 'a mail could not be handed over');
    return shown;
  }
}

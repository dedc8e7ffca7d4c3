/** Mail domains that many people have. Others are never guessed at. */
const commonDomains = [
  'gmail.com',
  'yahoo.com',
  'hotmail.com',
  'outlook.com',
  'icloud.com',
  'aol.com',
  'proton.me',
  'protonmail.com',
  'comcast.net',
  'verizon.net',
  'mail.com',
  'ymail.com',
] as const;

/**
 * The address that was probably meant when its domain is one slip away from a common one (`maya@gmial.com` →
 * `maya@gmail.com`); null when nothing looks wrong. An offer, never a correction: names and emails are for good.
 */
export function likelyEmail(email: string): string | null {
  const at = email.lastIndexOf('@');
  const domain = email.slice(at + 1).toLowerCase();
  if (at < 1 || commonDomains.some((known) => known === domain)) return null;
  const meant = commonDomains.find((known) => isOneSlipAway(domain, known));
  return meant ? `${email.slice(0, at)}@${meant}` : null;
}

/** One letter added, lost or changed, or two neighbours swapped. */
function isOneSlipAway(typed: string, meant: string): boolean {
  const from = firstDifference(typed, meant);
  const rest = (text: string, skipped: number) => text.slice(from + skipped);
  return (
    rest(typed, 1) === rest(meant, 1) ||
    rest(typed, 1) === rest(meant, 0) ||
    rest(typed, 0) === rest(meant, 1) ||
    (rest(typed, 2) === rest(meant, 2) && typed[from] === meant[from + 1] && typed[from + 1] === meant[from])
  );
}

function firstDifference(a: string, b: string): number {
  let index = 0;
  while (index < a.length && a[index] === b[index]) index++;
  return index;
}

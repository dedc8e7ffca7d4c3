import { createHash, timingSafeEqual } from 'node:crypto';
import { settings } from '#server/settings';

/** Whether a request carries `Authorization: Bearer <METRICS_TOKEN>`; never while no token is set. */
export function hasMetricsToken(headers: Headers, token: string | null = settings().metricsToken): boolean {
  if (!token) return false;
  const given = /^Bearer (.+)$/i.exec(headers.get('authorization') ?? '')?.[1] ?? '';
  // Hashes are of one length, and comparing them says nothing about how much of a guess was right.
  return timingSafeEqual(digest(given), digest(token));
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

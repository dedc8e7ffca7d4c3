import { z } from 'zod';
import type { Instant } from '#lib/time/instant';

/** `amr` that names more than one factor (RFC 8176), and the `acr` that providers give for it, by specification. */
const manyFactors = 'mfa';
const strongClasses = ['phr', 'phrh', 'http://schemas.openid.net/pape/policies/2007/06/multi-factor'];

const proved = z.object({ auth_time: z.number().int().positive().max(8_640_000_000_000) });
const methods = z.object({ amr: z.array(z.string()) });
const grade = z.object({ acr: z.string() });

/** What a provider says of how somebody proved who they are; what it leaves out, or spells its own way, is not said. */
export function readClaims(profile: unknown): { provedAt: Instant | null; isMfa: boolean } {
  const seen = proved.safeParse(profile).data;
  const amr = methods.safeParse(profile).data?.amr ?? [];
  const acr = grade.safeParse(profile).data?.acr ?? '';
  return {
    provedAt: seen ? new Date(seen.auth_time * 1000).toISOString() : null,
    isMfa: amr.includes(manyFactors) || strongClasses.includes(acr),
  };
}

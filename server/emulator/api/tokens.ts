import { createHash, randomBytes } from 'node:crypto';
import { partnerUuid } from '../world/partner.ts';

export type Credentials = { clientId: string; clientSecret: string };

/** userUuid null: the partner's token, good for the whole API. */
export type TokenInfo = { id: string; userUuid: string | null; untilMs: number };

/** Tokens this emulator has issued. They live in real time, as a client's own clock counts them, and only in memory. */
export class TokenDesk {
  readonly partner: Credentials;
  /** The second pair of credentials, for user-scoped tokens. */
  readonly passwordless: Credentials;
  readonly ttlSeconds: number;
  readonly otps = new Map<string, { code: string; untilMs: number }>();
  readonly refreshTokens = new Map<string, string>();
  private readonly tokens = new Map<string, TokenInfo>();

  constructor(options: { partner: Credentials; passwordless: Credentials; ttlSeconds: number }) {
    this.partner = options.partner;
    this.passwordless = options.passwordless;
    this.ttlSeconds = options.ttlSeconds;
  }

  /**
   * An opaque string in the shape of a JWT, with the partner's id as a claim. `skewSeconds`: how far its times are off.
   */
  issue(userUuid: string | null, ttlSeconds = this.ttlSeconds, skewSeconds = 0): string {
    const nowSeconds = Math.floor(Date.now() / 1000) + skewSeconds;
    const claims = {
      sub: userUuid ?? partnerUuid,
      partnerId: partnerUuid,
      iat: nowSeconds,
      exp: nowSeconds + ttlSeconds,
    };
    const token = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}.${randomBytes(32).toString('base64url')}`;
    this.tokens.set(token, { id: tokenId(token), userUuid, untilMs: performance.now() + ttlSeconds * 1000 });
    return token;
  }

  issueRefresh(userUuid: string): string {
    const token = randomBytes(32).toString('base64url');
    this.refreshTokens.set(token, userUuid);
    return token;
  }

  /** Every token that may still be valid, for tests in the same process. */
  issued(): string[] {
    return [...this.tokens.keys()];
  }

  /** The token's record while it is valid. */
  check(token: string): TokenInfo | undefined {
    const info = this.tokens.get(token);
    return info && info.untilMs > performance.now() ? info : undefined;
  }

  /** The id the journal shows: enough to tell tokens apart, useless to a thief. */
  idOf(token: string): string {
    return this.tokens.get(token)?.id ?? tokenId(token);
  }

  expire(token: string): void {
    const info = this.tokens.get(token);
    if (info) info.untilMs = 0;
  }

  expireAll(): void {
    for (const info of this.tokens.values()) info.untilMs = 0;
  }
}

function tokenId(token: string): string {
  return createHash('sha256').update(token).digest('hex').slice(0, 12);
}

function encode(part: Record<string, unknown>): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}

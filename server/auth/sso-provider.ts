import type { OAuthConfig } from 'next-auth/providers/oauth';
import { type Settings, settings } from '#server/settings';
import { sessionMaxAgeSeconds } from './sessions.ts';

export const ssoProviderId = 'sso';

/** Whether the settings name a provider. */
export const hasSso = (): boolean => settings().oidc !== null;

type Claims = { sub: string };

/** The OpenID Connect provider of the settings, for next-auth: code flow with PKCE, state and nonce. */
export const ssoProvider = ({
  issuer,
  clientId,
  clientSecret,
}: NonNullable<Settings['oidc']>): OAuthConfig<Claims> => ({
  id: ssoProviderId,
  name: 'Single sign-on',
  type: 'oauth',
  wellKnown: `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
  issuer,
  clientId,
  clientSecret,
  idToken: true,
  checks: ['pkce', 'state', 'nonce'],
  // Asked for an age, a provider must say when it saw the person prove who they are (OpenID Connect Core 2, auth_time).
  authorization: { params: { scope: 'openid', max_age: sessionMaxAgeSeconds } },
  // Subject and nothing else: an email address proves nothing here.
  profile: ({ sub }) => ({ id: sub, sessionId: '' }),
});

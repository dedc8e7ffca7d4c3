import { z } from 'zod';
import { refusal } from '../contract/answers.ts';
import { type Answer, type Call, route } from '../contract/route.ts';
import type { Readings } from '../readings/readings.ts';
import { readOtp } from './passwordless.ts';

/** The audience every token is asked for, whatever address the API has. */
export const audience = 'https://rest.latchaccess.com/access/sdk';

const otpGrant = 'http://auth0.com/oauth/grant-type/passwordless/otp';
const grantTypeHint = `grant_type: must be client_credentials, refresh_token or ${otpGrant}.`;
const userScope = 'openid profile email offline_access';

const tokenRequest = z.looseObject({
  client_id: z.string(),
  client_secret: z.string(),
  audience: z.string(),
  grant_type: z.string(),
  otp: z.string().optional(),
  username: z.string().optional(),
  refresh_token: z.string().optional(),
  realm: z.string().optional(),
  scope: z.string().optional(),
});

const tokenAnswer = z.strictObject({
  access_token: z.string(),
  token_type: z.literal('Bearer'),
  expires_in: z.number().optional(),
  refresh_token: z.string().optional(),
  id_token: z.string().optional(),
  scope: z.string().optional(),
});

const tokenError = z.union([
  z.strictObject({ error: z.string(), error_description: z.string().optional() }),
  z.strictObject({ message: z.string() }),
]);

type TokenCall = Call<unknown, z.infer<typeof tokenRequest>>;

export const issueTokenV1 = tokenRoute('/v1/oauth/token', 'issueToken', 'plain');
export const issueToken = tokenRoute('/oauth/token', 'issueTokenPlain', 'v1');

/** `absentIn`: the reading under which this address does not answer. */
function tokenRoute(path: string, operationId: string, absentIn: Readings['tokenPaths']) {
  return route({
    method: 'POST',
    isPublic: true,
    path,
    operationId,
    body: tokenRequest,
    answers: {
      200: tokenAnswer,
      400: tokenError,
      401: tokenError,
      403: tokenError,
      404: refusal,
    },
    invalidBody: (readings, details) => oauthError(readings, 400, 'invalid_request', details.join('; ')),
    handle: (call) => {
      if (call.readings.tokenPaths === absentIn) return { status: 404, body: { message: 'NOT_FOUND' } };
      if (call.body.audience !== audience) return oauthError(call.readings, 403, 'access_denied');
      if (call.body.grant_type === 'client_credentials') return partnerToken(call);
      if (call.body.grant_type === otpGrant) return otpToken(call);
      if (call.body.grant_type === 'refresh_token') return refreshedToken(call);
      return oauthError(call.readings, 400, 'invalid_request', grantTypeHint);
    },
  });
}

function partnerToken({ body, tokens, readings, faults }: TokenCall): Answer {
  const isPartner = body.client_id === tokens.partner.clientId && body.client_secret === tokens.partner.clientSecret;
  if (!isPartner) return oauthError(readings, 401, 'access_denied');
  return {
    status: 200,
    body: grantedToken(
      tokens.issue(null, faults.tokenTtlSeconds, faults.skewSeconds),
      faults,
      tokens.ttlSeconds,
      readings,
    ),
  };
}

function otpToken(call: TokenCall): Answer {
  const { body, tokens } = call;
  if (!isPasswordlessClient(call)) return refuseUser('unauthorized_client');
  const userUuid = readOtp(tokens, call.work.world, body.username ?? '', body.otp ?? '');
  return userUuid === null ? refuseUser('invalid_grant') : userTokens(call, userUuid);
}

/** A refresh token works once: the answer carries the next one. */
function refreshedToken(call: TokenCall): Answer {
  const { body, tokens } = call;
  if (!isPasswordlessClient(call)) return refuseUser('unauthorized_client');
  const userUuid = tokens.refreshTokens.get(body.refresh_token ?? '');
  if (userUuid === undefined) return refuseUser('invalid_grant');
  tokens.refreshTokens.delete(body.refresh_token ?? '');
  return userTokens(call, userUuid);
}

function userTokens({ tokens, faults, readings }: TokenCall, userUuid: string): Answer {
  const token = tokens.issue(userUuid, faults.tokenTtlSeconds, faults.skewSeconds);
  return {
    status: 200,
    body: {
      ...grantedToken(token, faults, tokens.ttlSeconds, readings),
      refresh_token: tokens.issueRefresh(userUuid),
      id_token: tokens.issue(userUuid, 0, faults.skewSeconds),
      scope: userScope,
    },
  };
}

function grantedToken(token: string, faults: Call['faults'], ttlSeconds: number, { expiresIn }: Readings) {
  const saysSeconds = faults.tokenSaysSeconds ?? faults.tokenTtlSeconds ?? ttlSeconds;
  return {
    access_token: token,
    token_type: 'Bearer',
    ...(expiresIn === 'present' ? { expires_in: saysSeconds } : {}),
  };
}

function isPasswordlessClient({ body, tokens }: TokenCall): boolean {
  return body.client_id === tokens.passwordless.clientId && body.client_secret === tokens.passwordless.clientSecret;
}

/** One form only: the pages disagree about the partner's token. */
function refuseUser(error: 'unauthorized_client' | 'invalid_grant'): Answer {
  return { status: 403, body: { error } };
}

function oauthError({ tokenErrors }: Readings, status: number, error: string, description?: string): Answer {
  if (tokenErrors === 'message') return { status: 401, body: { message: 'UNAUTHORIZED' } };
  return { status, body: { error, ...(description === undefined ? {} : { error_description: description }) } };
}

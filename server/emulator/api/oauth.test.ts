import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { send, startTestApi, type TestApi, tokenRequest } from '../testing/api-client.ts';
import { audience } from './oauth.ts';

const tokens = z.object({
  access_token: z.string(),
  refresh_token: z.string().optional(),
  expires_in: z.number().optional(),
});

let test: TestApi;
beforeEach(async () => {
  test = await startTestApi();
});
afterEach(() => test.close());

const ask = (body: unknown, path = '/v1/oauth/token', headers = {}) =>
  send(`${test.url}${path}`, 'POST', body, headers);

describe('partner tokens', () => {
  it.each(['/v1/oauth/token', '/oauth/token'])(
    '%s issues a JWT-shaped token for a day that opens the API',
    async (path) => {
      const reply = await ask(tokenRequest, path);
      const { access_token, expires_in } = tokens.parse(reply.json);
      expect([reply.status, expires_in, access_token.split('.').length]).toEqual([200, 86_400, 3]);
      const users = await send(`${test.url}/access/sdk/v1/users`, 'GET', undefined, {
        authorization: `Bearer ${access_token}`,
      });
      expect(users.status).toBe(200);
    },
  );

  it.each([
    [{ client_secret: 'wrong' }, 401, 'access_denied'],
    [{ client_id: 'nobody' }, 401, 'access_denied'],
    [{ audience: 'https://elsewhere.example' }, 403, 'access_denied'],
  ])('%j is refused with %i %s', async (change, status, error) => {
    const reply = await ask({ ...tokenRequest, ...change });
    expect([reply.status, reply.json]).toEqual([status, { error }]);
  });

  it.each([
    [{ ...tokenRequest, grant_type: 'password' }, /^grant_type: must be client_credentials, /],
    [{ ...tokenRequest, client_id: 7 }, /^client_id: .*string/],
    ['client_id=sandbox-client', /^The body is not JSON; form/],
  ])('says what is wrong with %j', async (body, sentence) => {
    const reply = await ask(body);
    const refused = { error: 'invalid_request', error_description: expect.stringMatching(sentence) };
    expect([reply.status, reply.json]).toEqual([400, refused]);
  });

  it('ends after its time', async () => {
    await test.fault({ effect: { type: 'token_ttl', seconds: 0.05 } });
    const { access_token } = tokens.parse((await ask(tokenRequest)).json);
    const status = async () =>
      (await send(`${test.url}/access/sdk/v1/buildings`, 'GET', undefined, { authorization: `Bearer ${access_token}` }))
        .status;
    await expect.poll(status).toBe(401);
  });

  it('never shows a secret or a token in the journal', async () => {
    const { access_token } = tokens.parse((await ask(tokenRequest)).json);
    await test.api('GET', '/v1/buildings');
    const { text } = await test.control('GET', '/journal');
    expect(text).not.toContain('sandbox-secret');
    expect(text).not.toContain(test.token);
    expect(text).not.toContain(access_token);
    expect(test.emulator.journal.readTotals().tokenFetches).toBe(1);
  });
});

describe('user-scoped tokens', () => {
  const client = { client_id: 'sandbox-user-client', client_secret: 'sandbox-user-secret' };
  const forUser = { 'auth0-forwarded-for': '203.0.113.7' };
  const start = (email: string, change = {}, headers: Record<string, string> = forUser) =>
    ask({ ...client, email, connection: 'email', send: 'code', ...change }, '/passwordless/start', headers);
  const otpGrant = 'http://auth0.com/oauth/grant-type/passwordless/otp';

  it('start, code from the outbox, token, refresh; each works once', async () => {
    const email = test.emulator.world.users[0]?.email ?? '';
    expect((await start(email)).status).toBe(200);
    const code = test.emulator.world.outbox.at(-1)?.code;
    const as = { realm: 'email', scope: 'openid profile email offline_access' };
    const request = { ...client, audience, grant_type: otpGrant, username: email, otp: code, ...as };
    const first = tokens.parse((await ask(request)).json);
    expect((await ask(request)).json).toEqual({ error: 'invalid_grant' });
    const refresh = { ...client, audience, grant_type: 'refresh_token', refresh_token: first.refresh_token };
    const second = tokens.parse((await ask(refresh)).json);
    expect(second.refresh_token).not.toBe(first.refresh_token);
    expect((await ask(refresh)).status).toBe(403);
    expect(test.emulator.journal.readTotals().violations).toEqual({});
  });

  it.each(['openkit', 'opendoor'] as const)(
    '%s refuses code, refresh token and client the same way',
    async (profile) => {
      await test.close();
      test = await startTestApi({ profile });
      const forUser = { ...client, audience, grant_type: otpGrant, username: 'nora@example.com', otp: '000000' };
      const refresh = { ...client, audience, grant_type: 'refresh_token', refresh_token: 'stale' };
      for (const [request, error] of [
        [forUser, 'invalid_grant'],
        [refresh, 'invalid_grant'],
        [{ ...forUser, client_secret: 'wrong' }, 'unauthorized_client'],
        [{ ...refresh, client_secret: 'wrong' }, 'unauthorized_client'],
      ] as const) {
        const reply = await ask(request);
        expect([reply.status, reply.json]).toEqual([403, { error }]);
      }
    },
  );

  it.each<Record<string, string>>([{}, { 'auth0-forwarded-for': 'somebody' }])(
    'flags a start that does not say for whom: %j',
    async (headers) => {
      const reply = await start(test.emulator.world.users[0]?.email ?? '', {}, headers);
      expect([reply.status, test.emulator.journal.readTotals().violations]).toEqual([
        200,
        { 'bad_header:auth0-forwarded-for': 1 },
      ]);
    },
  );

  it('a user token does not open the partner API', async () => {
    const token = test.emulator.tokens.issue(test.emulator.world.users[0]?.uuid ?? '');
    const reply = await send(`${test.url}/access/sdk/v1/users`, 'GET', undefined, { authorization: `Bearer ${token}` });
    expect(reply.status).toBe(401);
  });

  it.each([
    ['nobody@example.com', {}, 400, { error: 'extensibility_error', error_description: 'UNAUTHORIZED' }],
    ['not an email', {}, 400, { error: 'bad.email' }],
    ['nobody@example.com', { client_secret: 'wrong' }, 403, { error: 'unauthorized_client' }],
  ])('start for %s %j answers %i', async (email, change, status, body) => {
    const reply = await start(email, change);
    expect([reply.status, reply.json]).toEqual([status, body]);
  });

  it('start names the field that is wrong', async () => {
    const reply = await start('nora@example.com', { connection: 'sms' });
    const refused = { error: 'bad.request', error_description: expect.stringMatching(/^connection: /) };
    expect([reply.status, reply.json]).toEqual([400, refused]);
  });

  it('start for somebody without access says so', async () => {
    const idle = test.emulator.world.users.find(({ email, accesses }) => email && accesses.length === 0);
    expect((await start(idle?.email ?? '')).json).toMatchObject({ error_description: 'USER_ACCOUNT_NOT_ACTIVE' });
  });
});

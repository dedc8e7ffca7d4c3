import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { listBuildings } from '../api/buildings.ts';
import { processCall } from '../http/process-call.ts';
import { limits } from '../limits.ts';
import { type Reply, send, startTestApi, type TestApi } from '../testing/api-client.ts';

const document = z.object({
  openapi: z.string(),
  servers: z.array(z.object({ url: z.string() })),
  paths: z.record(z.string(), z.record(z.string(), z.unknown())),
});

let test: TestApi;
beforeAll(async () => {
  test = await startTestApi({ profile: 'opendoor' });
});
afterAll(() => test.close());

const read = async ({ url }: { url: string }) => document.parse((await send(`${url}/openapi.json`, 'GET')).json);

describe('/openapi.json', () => {
  it('describes every endpoint of the restated contract', async () => {
    const { paths, servers } = await read(test);
    const operations = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).flatMap((method) => (method === 'servers' ? [] : `${method} ${path}`)),
    );
    expect(operations.sort()).toEqual([
      'delete /v1/users/{userUuid}/doors/{doorUuid}',
      'get /v1/buildings',
      'get /v1/buildings/{buildingUuid}/residents',
      'get /v1/doors',
      'get /v1/keys',
      'get /v1/keys/{keyUuid}/accesses',
      'get /v1/users',
      'get /v1/users/{userUuid}',
      'patch /v1/users/{userUuid}/doors/{doorUuid}',
      'post /oauth/token',
      'post /passwordless/start',
      'post /v1/oauth/token',
      'post /v1/users',
      'post /v2/users',
    ]);
    expect(servers[0]?.url).toBe(`${test.url}/access/sdk`);
  });

  it('leaves out what the profile does not serve', async () => {
    const plain = await startTestApi({ people: 1, buildings: 1 });
    expect(Object.keys((await read(plain)).paths)).not.toContain('/v1/keys');
    await plain.close();
  });

  it('holds what a real answer looks like: its own schema reads the list of users', async () => {
    const { paths } = await read(test);
    const text = JSON.stringify(paths['/v1/users']);
    const schema = z.fromJSONSchema(JSON.parse(text).get.responses['200'].content['application/json'].schema);
    const reply = await test.api('GET', '/v1/users');
    expect(schema.safeParse(reply.json).error).toBeUndefined();
    expect(schema.safeParse({ users: [{ userUuid: 7 }] }).success).toBe(false);
  });

  it('holds every refusal too', async () => {
    const { paths } = await read(test);
    const stranger = crypto.randomUUID();
    const bare = (path: string, method: string, body?: unknown) => send(`${test.url}${path}`, method, body);
    const door = `/v1/users/${stranger}/doors/${stranger}`;
    const refusals: [string, string, Reply, number][] = [
      ['/v1/buildings', 'get', await bare('/access/sdk/v1/buildings', 'GET'), 401],
      ['/v1/users', 'get', await test.api('GET', '/v1/users?pageSize=0'), 400],
      ['/v1/users/{userUuid}', 'get', await test.api('GET', `/v1/users/${stranger}`), 404],
      ['/v1/users/{userUuid}', 'get', await test.api('GET', '/v1/users/me'), 400],
      ['/v2/users', 'post', await test.api('POST', '/v2/users', {}), 400],
      ['/v1/users/{userUuid}/doors/{doorUuid}', 'patch', await test.api('PATCH', door, { endTime: 7 }), 400],
      ['/v1/users/{userUuid}/doors/{doorUuid}', 'delete', await test.api('DELETE', door), 404],
      ['/v1/keys/{keyUuid}/accesses', 'get', await test.api('GET', `/v1/keys/${stranger}/accesses`), 404],
      ['/v1/oauth/token', 'post', await bare('/v1/oauth/token', 'POST', {}), 401],
      ['/passwordless/start', 'post', await bare('/passwordless/start', 'POST', {}), 400],
    ];
    for (const [path, method, { status, json, text }, expected] of refusals) {
      expect([path, status]).toEqual([path, expected]);
      const responses = JSON.parse(JSON.stringify(paths[path]))[method].responses;
      const { schema } = responses[status].content['application/json'];
      expect(z.fromJSONSchema(schema).safeParse(json).success, `${path} ${text}`).toBe(true);
    }
  });

  it('says of every call how it may be refused', async () => {
    const { paths } = await read(test);
    for (const [path, methods] of Object.entries(paths)) {
      for (const [method, operation] of Object.entries(methods)) {
        if (method === 'servers') continue;
        const { responses } = z.object({ responses: z.record(z.string(), z.unknown()) }).parse(operation);
        const errors =
          path.includes('oauth') || path.includes('passwordless')
            ? ['400', '403', '500']
            : ['400', '401', '403', '404', '500'];
        expect(Object.keys(responses), `${method} ${path}`).toEqual(expect.arrayContaining(errors));
      }
    }
  });

  it.each([
    { status: 404, body: { message: 7 } },
    { status: 404, body: { message: 'NOT_FOUND', more: true } },
    { status: 403, body: { message: 'FORBIDDEN' } },
    { status: 418, body: { message: 'TEAPOT' } },
    { status: 200 },
    { status: 200, body: { buildings: [], more: true } },
  ])('lets no answer pass in tests that it does not hold: %j', (answer) => {
    const { journal } = test.emulator;
    const call = { method: 'GET', path: '/v1/buildings', query: {}, requestId: '1', body: undefined, tokenId: null };
    const entry = journal.begin({ ...call, kind: '', virtualAt: '' });
    const incoming = {
      ...call,
      params: {},
      nowMs: 0,
      token: test.token,
      header: () => undefined,
      bodyState: 'fine' as const,
    };
    vi.spyOn(console, 'error').mockImplementationOnce(() => undefined);
    const wrong = { ...listBuildings, handle: () => answer };
    expect(processCall(test.emulator, wrong, incoming, entry, []).status).toBe(500);
  });

  it('names what a call for a user’s token carries', async () => {
    const { paths } = await read(test);
    const text = JSON.stringify([paths['/passwordless/start'], paths['/v1/oauth/token']]);
    for (const name of ['"auth0-forwarded-for","in":"header"', '"realm":', '"scope":']) expect(text).toContain(name);
  });

  it('tells the limits calls meet', async () => {
    const { paths } = await read(test);
    const sizeOf = (path: string) => {
      const { parameters } = JSON.parse(JSON.stringify(paths[path])).get;
      return parameters.find(({ name }: { name: string }) => name === 'pageSize').schema;
    };
    expect(sizeOf('/v1/users')).toMatchObject({ minimum: 1, default: limits.defaultPageSize });
    expect(sizeOf('/v1/doors')).not.toHaveProperty('default');
    expect(JSON.stringify(paths['/v2/users'])).toContain(`larger than ${limits.bodyBytes} bytes`);
  });

  it('names the fields a grant needs', async () => {
    const { paths } = await read(test);
    const text = JSON.stringify(paths['/v2/users']);
    const { required } = JSON.parse(text).post.requestBody.content['application/json'].schema;
    expect(required.sort()).toEqual(['firstName', 'lastName', 'passcodeType', 'shareable', 'startTime']);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { send, startTestApi, type TestApi } from '../testing/api-client.ts';

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

  it('names the fields a grant needs', async () => {
    const { paths } = await read(test);
    const text = JSON.stringify(paths['/v2/users']);
    const { required } = JSON.parse(text).post.requestBody.content['application/json'].schema;
    expect(required.sort()).toEqual(['firstName', 'lastName', 'passcodeType', 'shareable', 'startTime']);
  });
});

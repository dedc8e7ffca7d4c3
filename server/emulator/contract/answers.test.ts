import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { send, startTestApi } from '../testing/api-client.ts';
import { callEverything, contractProfiles } from '../testing/contract-calls.ts';

const content = z.object({ 'application/json': z.object({ schema: z.record(z.string(), z.unknown()) }) });
const operation = z.object({ responses: z.record(z.string(), z.object({ content: content.optional() })) });
const path = z.object({ get: operation, post: operation, patch: operation, delete: operation }).partial();
const document = z.object({ paths: z.record(z.string(), path) });

describe.each(contractProfiles)('profile $profile, seed $seed', (profile) => {
  it('answers every call as its own description says', async () => {
    const test = await startTestApi(profile);
    const { paths } = document.parse((await send(`${test.url}/openapi.json`, 'GET')).json);
    const seen = new Set<string>();
    for (const { operation: name, reply } of await callEverything(test)) {
      const [method, template = ''] = name.split(' ');
      const described = paths[template]?.[z.enum(['get', 'post', 'patch', 'delete']).parse(method)];
      if (!described) {
        expect([name, reply.status]).toEqual([expect.stringContaining('/v1/keys'), 404]);
        continue;
      }
      const response = described.responses[reply.status];
      expect(response, `${name} answered ${reply.status}`).toBeDefined();
      expect(reply.status, reply.text).not.toBe(500);
      seen.add(`${name} ${reply.status < 300 ? 'ok' : 'refused'}`);
      if (reply.text === '') continue;
      const schema = z.fromJSONSchema(response?.content?.['application/json'].schema ?? false);
      expect(schema.safeParse(reply.json).error, `${name} ${reply.status} ${reply.text}`).toBeUndefined();
    }
    const operations = Object.entries(paths).flatMap(([template, methods]) =>
      Object.keys(methods).map((method) => `${method} ${template}`),
    );
    const { tokenPaths } = test.emulator.readings;
    const silent = { both: '', v1: 'post /oauth/token', plain: 'post /v1/oauth/token' }[tokenPaths];
    const wanted = operations.flatMap((name) =>
      name === silent ? [`${name} refused`] : [`${name} ok`, `${name} refused`],
    );
    expect([...seen].sort()).toEqual(wanted.sort());
    await test.close();
  });
});

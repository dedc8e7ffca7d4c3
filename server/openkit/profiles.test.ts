import { describe, expect, it } from 'vitest';
import { startTestApi } from '#server/emulator/testing/api-client';
import { callEverything, contractProfiles } from '#server/emulator/testing/contract-calls';
import { readOutcome } from './answer.ts';
import { createReader } from './reader.ts';
import { createWarnings } from './warnings.ts';

/** What the console does not call: keys, v1 grants, and tokens, which have tests of their own. */
const notOurs = /keys|post \/v1\/users|oauth|passwordless/;

describe.each(contractProfiles)('what the profile $profile answers, seed $seed', (profile) => {
  it('is read whole, and warned of only where an empty code stands for none', async () => {
    const test = await startTestApi(profile);
    const warnings = createWarnings();
    const reader = createReader(warnings.warn);
    const reads: Record<string, (json: unknown) => { unreadable?: number; unreadableAccesses?: number } | null> = {
      'get /v1/buildings': reader.buildings,
      'get /v1/doors': reader.doors,
      'get /v1/users': reader.people,
      'get /v1/buildings/{buildingUuid}/residents': reader.residents,
      'get /v1/users/{userUuid}': reader.person,
    };
    for (const { operation, reply } of await callEverything(test)) {
      const { status, text, json } = reply;
      const isDone = status < 300;
      const read = reads[operation];
      if (read && isDone) {
        const seen = read(json);
        const lost = seen && (seen.unreadable ?? 0) + (seen.unreadableAccesses ?? 0);
        expect(lost, `${operation} ${text}`).toBe(0);
      } else if (!read && !notOurs.test(operation)) {
        const outcome = readOutcome({ kind: 'answer', status, body: text, retryAfter: null, date: null }, (body) => ({
          kind: 'applied',
          ...reader.applied(body),
        }));
        const refused = { kind: 'rejected', status, message: expect.any(String), missing: status === 404 };
        expect(outcome).toMatchObject(isDone ? { kind: 'applied' } : refused);
      }
    }
    const isEmpty = test.emulator.readings.missingCode === 'empty';
    expect(warnings.take().map(({ at }) => at)).toEqual(isEmpty ? ['User.accesses.doorcode.code'] : []);
    await test.close();
  });
});

import { vi } from 'vitest';
import type { z } from 'zod';
import type { effect } from '../faults/effects.ts';
import { doorsWith, type TestApi, tokenRequest } from './api-client.ts';
import { type Met, meet } from './meet.ts';

export type EffectCase = {
  effect: z.input<typeof effect>;
  /** The call it concerns; left out: a page of users. */
  call?: () => Promise<Met>;
  /** Whether the effect shows. */
  isSeen: (met: Met) => boolean | Promise<boolean>;
  /** It may show after the fault is spent too: it lasts, is what happens anyway, or a busy machine looks like it. */
  isSeenLater?: true;
};

const retryAfter = {
  none: /^$/,
  seconds: /^1000$/,
  'http-date': /GMT$/,
  past: /GMT$/,
  zero: /^0$/,
  huge: /^9+$/,
  garbage: /soon/,
};
const bodies = {
  html: /^<!doctype html>/,
  empty: /^$/,
  null: /^null$/,
  malformed_json: /[^}],$/,
  oversized: / {1000}$/,
};
const driftedNames = {
  null: '"lastName":null',
  unknown_enum: '"lastName":"SOMETHING_NEW"',
  number: '"lastName":42',
  object: '"lastName":{"nested":"',
  value: '"lastName":{"any":"thing"}',
};
const no = { status: 418, json: { message: 'NO' }, headers: { 'X-Via': 'proxy' } };
const isNo = ({ status, text, headers }: Met) =>
  status === 418 && text === '{"message":"NO"}' && headers.get('x-via') === 'proxy';
const isCut = ({ status, isHung }: Met) => status === null && !isHung;
const nextToken = ({ text }: Met): unknown => JSON.parse(text).nextPageToken;

/** Each effect with each of its values, and how a caller sees it. */
export function effectCases(test: TestApi): EffectCase[] {
  const [building] = test.emulator.world.buildings.keys();
  const doorUuids = doorsWith(test, { isConnected: true, building }).map(({ uuid }) => uuid);
  const get = (path: string) => meet(test, 'GET', `/access/sdk${path}`);
  const page = () => get('/v1/users?pageSize=10&pageToken=10');
  let people = 0;
  const email = () => `nora${people}@example.com`;
  const held = () => test.emulator.world.userByEmail(email())?.accesses.length ?? 0;
  /** To two doors, and somebody new each time. */
  const grant = () => {
    people += 1;
    const names = { firstName: 'Nora', lastName: 'Okafor', email: email(), role: 'NON_RESIDENT' };
    const what = { passcodeType: 'PERMANENT', shareable: false, startTime: '2026-11-23T15:00:00Z' };
    return meet(test, 'POST', '/access/sdk/v2/users', { ...names, ...what, doorUuids: doorUuids.slice(0, 2) });
  };
  const isPage = (from: number, to: number) => (met: Met) => {
    const rows: { userUuid: string }[] = JSON.parse(met.text).users;
    const expected = test.emulator.world.users.slice(from, to);
    return rows.map(({ userUuid }) => userUuid).join() === expected.map(({ uuid }) => uuid).join();
  };
  const isTokenGood = async (token: string) => {
    const headers = { authorization: `Bearer ${token}` };
    return (await fetch(`${test.url}/access/sdk/v1/buildings`, { headers })).status === 200;
  };
  const isRead = async () => {
    const list = (await get('/v1/users?pageSize=200')).text.includes(email());
    return { list, detail: (await get(`/v1/users/${test.emulator.world.userByEmail(email())?.uuid}`)).status === 200 };
  };
  let bystander = '';

  return [
    { effect: { type: 'respond', ...no }, call: grant, isSeen: (met) => isNo(met) && held() === 0 },
    { effect: { type: 'commit_then_respond', ...no }, call: grant, isSeen: (met) => isNo(met) && held() === 2 },
    { effect: { type: 'reset_before_commit' }, call: grant, isSeen: (met) => isCut(met) && held() === 0 },
    { effect: { type: 'commit_then_reset' }, call: grant, isSeen: (met) => isCut(met) && held() === 2 },
    { effect: { type: 'hang', afterCommit: false }, call: grant, isSeen: (met) => met.isHung && held() === 0 },
    { effect: { type: 'hang', afterCommit: true }, call: grant, isSeen: (met) => met.isHung && held() === 2 },
    ...([401, 403] as const).flatMap((answer) =>
      [false, true].map(
        (all): EffectCase => ({
          effect: { type: 'token_expire', answer, all },
          call: () => {
            bystander = test.emulator.tokens.issue(null);
            return page();
          },
          isSeen: async ({ status }) => status === answer && (await isTokenGood(bystander)) !== all,
        }),
      ),
    ),
    ...valuesOf(retryAfter).map(
      ([value, pattern]): EffectCase => ({
        effect: { type: 'rate_limit', perSecond: 0.001, burst: 1, retryAfter: value },
        call: async () => {
          await page();
          return page();
        },
        isSeen: ({ status, headers }) => status === 429 && pattern.test(headers.get('retry-after') ?? ''),
      }),
    ),
    { effect: { type: 'delay', beforeMs: 60 }, isSeen: ({ tookMs }) => tookMs >= 59, isSeenLater: true },
    { effect: { type: 'delay', afterMs: 60 }, isSeen: ({ tookMs }) => tookMs >= 59, isSeenLater: true },
    ...(['reset', 'hang', 504] as const).map(
      (answer): EffectCase => ({
        effect: { type: 'late_commit', afterMs: 30, answer },
        call: grant,
        isSeen: async ({ status, isHung }) => {
          if (status !== (answer === 504 ? 504 : null) || isHung !== (answer === 'hang')) return false;
          return vi.waitUntil(() => held() === 2);
        },
      }),
    ),
    ...(['reset', 503] as const).map(
      (answer): EffectCase => ({
        effect: { type: 'partial_commit', doors: 1, answer },
        call: grant,
        isSeen: ({ status }) => status === (answer === 503 ? 503 : null) && held() === 1,
      }),
    ),
    { effect: { type: 'headers', set: { Date: 'never' } }, isSeen: ({ headers }) => headers.get('date') === 'never' },
    {
      effect: { type: 'clock_skew', seconds: 86_400 },
      isSeen: ({ headers }) => Date.parse(headers.get('date') ?? '') > Date.now() + 80_000_000,
    },
    {
      effect: { type: 'replace_status', status: 202, keepBody: true },
      isSeen: (met) => met.status === 202 && isPage(10, 20)(met),
    },
    {
      effect: { type: 'replace_status', status: 201, keepBody: false },
      isSeen: ({ status, text }) => status === 201 && text === '',
    },
    ...valuesOf(bodies).map(
      ([as, pattern]): EffectCase => ({
        effect: { type: 'corrupt_body', as },
        isSeen: ({ status, text }) => status === 200 && pattern.test(text),
      }),
    ),
    { effect: { type: 'corrupt_body', as: 'broken_gzip' }, isSeen: isCut },
    ...valuesOf(driftedNames).map(
      ([to, written]): EffectCase => ({
        effect: { type: 'drift', field: 'users[].lastName', to, value: { any: 'thing' } },
        isSeen: ({ text }) => text.split(written).length === 11,
      }),
    ),
    {
      effect: { type: 'drift', field: 'users[].accesses[].role', to: 'missing' },
      isSeen: ({ text }) => text.includes('"passcodeType"') && !text.includes('"role"'),
    },
    {
      effect: { type: 'drift', field: 'users[].accesses[].shareable', to: 'string' },
      isSeen: ({ text }) => /"shareable":"(true|false)"/.test(text) && !/"shareable":[tf]/.test(text),
    },
    {
      effect: { type: 'drift', field: 'users[].shoeSize', to: 'extra_field' },
      isSeen: ({ text }) => text.split('"shoeSize":"unexpected"').length === 11,
    },
    {
      effect: { type: 'drip', chunkBytes: 1_000, everyMs: 20 },
      isSeen: (met) => met.tookMs >= Math.floor(met.text.length / 1_000) * 20 && isPage(10, 20)(met),
      isSeenLater: true,
    },
    { effect: { type: 'truncate', bytes: 100 }, isSeen: isCut },
    { effect: { type: 'wrong_length', by: 50 }, isSeen: isCut },
    { effect: { type: 'wrong_length', by: -50 }, isSeen: ({ status, text }) => status === 200 && !text.endsWith('}') },
    { effect: { type: 'page_shift', by: 2 }, isSeen: isPage(12, 22) },
    { effect: { type: 'page_shift', by: -2 }, isSeen: isPage(8, 18) },
    { effect: { type: 'page_short', by: 4 }, isSeen: (met) => isPage(10, 16)(met) && nextToken(met) === '20' },
    { effect: { type: 'page_duplicate', rows: 3 }, isSeen: isPage(7, 20) },
    { effect: { type: 'page_loop' }, isSeen: (met) => nextToken(met) === '10' },
    {
      effect: { type: 'page_tokens', as: 'from_0' },
      call: () => get('/v1/doors?pageSize=2'),
      isSeen: (met) => nextToken(met) === '2',
    },
    { effect: { type: 'page_tokens', as: 'from_1' }, isSeen: isPage(9, 19) },
    {
      effect: { type: 'page_tokens', as: 'opaque' },
      call: () => get('/v1/users?pageSize=10'),
      isSeen: (met) => nextToken(met) !== '10' && isPage(0, 10)(met),
    },
    ...valuesOf({ null: null, absent: undefined, empty: '' }).map(
      ([as, token]): EffectCase => ({
        effect: { type: 'page_end', as },
        call: () => get('/v1/users?pageSize=100&pageToken=100'),
        isSeen: (met) => nextToken(met) === token,
        // What the last page says anyway.
        ...(as === 'null' && { isSeenLater: true }),
      }),
    ),
    ...valuesOf({ list: [false, true], detail: [true, false], both: [false, false] }).map(
      ([where, [list, detail]]): EffectCase => ({
        effect: { type: 'lag', forMs: 600_000, where },
        call: grant,
        isSeen: async () => JSON.stringify(await isRead()) === JSON.stringify({ list, detail }),
      }),
    ),
    {
      effect: { type: 'token_ttl', seconds: 0, saysSeconds: 7 },
      call: () => meet(test, 'POST', '/v1/oauth/token', tokenRequest),
      isSeen: async ({ text }) => {
        const { access_token, expires_in } = JSON.parse(text);
        return expires_in === 7 && !(await isTokenGood(access_token));
      },
    },
  ];
}

function valuesOf<Name extends string, Value>(table: Record<Name, Value>): [Name, Value][] {
  return Object.entries(table) as [Name, Value][];
}

import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BackOffice, startBackOffice } from '../../e2e/fixtures/back-office.ts';
import { GET } from './route.ts';

const token = randomBytes(24).toString('base64url');
let office: BackOffice;

beforeAll(async () => {
  process.env.METRICS_TOKEN = token;
  office = await startBackOffice();
});
afterAll(async () => {
  await office.stop();
  delete process.env.METRICS_TOKEN;
});

const ask = (authorization?: string) =>
  GET(new Request('http://localhost/metrics', { headers: authorization ? { authorization } : {} }));

test('with the token: what the back office is at, in a form Prometheus can read', async () => {
  const answer = await ask(`Bearer ${token}`);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  const text = await answer.text();
  const lines = text.trimEnd().split('\n');
  const sample = /^[a-z_]\w*(\{[a-z]+="[^"]*"(,[a-z]+="[^"]*")*\})? -?\d+(\.\d+)?(e[+-]?\d+)?$/;
  expect(lines.filter((line) => !line.startsWith('# ') && !sample.test(line))).toEqual([]);
  for (const line of [
    'gatehouse_info{mode="sandbox"} 1',
    'gatehouse_healthy 1',
    'gatehouse_metrics_complete 1',
    'gatehouse_operations{state="active"} 0',
    'gatehouse_operation_items_open{state="sending"} 0',
    'gatehouse_sweep_state{state="complete"} 1',
    'gatehouse_sweep_changes{kind="people",change="vanished"} 0',
    'gatehouse_jobs_waiting{queue="run-interactive"} 0',
    'gatehouse_worker_alive 1',
    'gatehouse_sessions 0',
    'gatehouse_openkit_paused_seconds 0',
    'gatehouse_openkit_token_held 1',
  ]) {
    expect(lines).toContain(line);
  }
  expect(text).toMatch(/^gatehouse_sweep_complete_age_seconds \d/m);
  expect(text).toMatch(/^nodejs_eventloop_lag_p99_seconds \d/m);
});

test('without the token, or with a wrong one, there is nothing here', async () => {
  for (const authorization of [
    undefined,
    'Bearer ',
    `Bearer ${token}x`,
    `Bearer ${token.slice(1)}`,
    `Basic ${token}`,
  ]) {
    const answer = await ask(authorization);
    expect(answer.status).toBe(404);
    expect(await answer.text()).toBe('Not found\n');
  }
});

import { expect, test, vi } from 'vitest';
import { POST } from '../../../app/api/csp-report/route.ts';

const warn = vi.hoisted(() => vi.fn());
vi.mock('#server/log', () => ({ log: { warn } }));

const send = (body: string) =>
  POST(
    new Request('http://localhost:3000/api/csp-report', {
      method: 'POST',
      body,
      headers: { 'content-length': String(Buffer.byteLength(body)) },
    }),
  );

test('both forms of report are logged without what stands after the path; anything else is dropped', async () => {
  const page = 'https://gatehouse.example/people?q=ann#x';
  const old = { 'csp-report': { 'document-uri': page, 'blocked-uri': 'inline', 'effective-directive': 'script-src' } };
  const body = {
    documentURL: page,
    blockedURL: 'https://evil.example/x.js?secret',
    effectiveDirective: 'script-src-elem',
  };
  for (const report of [old, [{ type: 'csp-violation', body }]])
    expect((await send(JSON.stringify(report))).status).toBe(204);
  expect(warn.mock.calls.map(([facts]) => facts)).toEqual([
    { page: 'https://gatehouse.example/people', blocked: 'inline', directive: 'script-src' },
    {
      page: 'https://gatehouse.example/people',
      blocked: 'https://evil.example/x.js',
      directive: 'script-src-elem',
    },
  ]);
  warn.mockClear();
  for (const rubbish of ['', '{', '[]', '"x"', JSON.stringify({ 'csp-report': 7 }), 'x'.repeat(20_000)]) {
    expect((await send(rubbish)).status).toBe(204);
  }
  expect(warn).not.toHaveBeenCalled();
});

test('nobody fills the log from outside', async () => {
  const report = JSON.stringify({
    'csp-report': { 'document-uri': 'x', 'blocked-uri': 'y', 'effective-directive': 'z' },
  });
  for (let i = 0; i < 100; i += 1) await send(report);
  expect(warn.mock.calls.length).toBeLessThanOrEqual(60);
});

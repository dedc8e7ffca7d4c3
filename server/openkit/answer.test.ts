import { describe, expect, it } from 'vitest';
import { readAnswer, readOutcome } from './answer.ts';
import type { CallResult } from './call-result.ts';
import { UpstreamError } from './upstream-error.ts';

const answered = (status: number, body = ''): CallResult => ({
  kind: 'answer',
  status,
  retryAfter: null,
  date: null,
  body,
});
const failed = (sent: boolean, reason: string) => ({ kind: 'failure', sent, reason }) as CallResult;
const html = '<html>502</html>';

describe('readAnswer', () => {
  const errorOf = (result: CallResult): unknown => {
    try {
      return readAnswer(result, 'request-1');
    } catch (error) {
      return error;
    }
  };

  it('hands over the JSON of a 2xx', () => {
    expect(readAnswer(answered(200, '{"doors":[]}'), 'request-1')).toEqual({ doors: [] });
  });

  it.each<[string, CallResult, Partial<UpstreamError>]>([
    ['500', answered(500, html), { kind: 'unavailable', status: 500 }],
    ['a reset', failed(true, 'reset'), { kind: 'unavailable', reason: 'reset' }],
    ['nobody there', failed(false, 'connect_failed'), { kind: 'unavailable', reason: 'connect_failed' }],
    ['an open breaker', failed(false, 'breaker_open'), { kind: 'unavailable', reason: 'breaker_open' }],
    ['no token to be had', failed(false, 'auth_unavailable'), { kind: 'unavailable', reason: 'auth_unavailable' }],
    ['refused credentials', failed(false, 'credentials'), { kind: 'credentials' }],
    ['too long a wait', failed(false, 'limited'), { kind: 'limited' }],
    ['too large a body', failed(true, 'too_large'), { kind: 'unreadable' }],
    ['401', answered(401), { kind: 'denied', status: 401 }],
    ['403 with a page', answered(403, html), { kind: 'denied', status: 403 }],
    ['404', answered(404), { kind: 'denied', status: 404 }],
    ['a redirect', answered(302), { kind: 'unreadable', status: 302 }],
    ['200 with HTML', answered(200, html), { kind: 'unreadable', reason: 'not_json' }],
    ['200 with half a body', answered(200, '{"doors":'), { kind: 'unreadable', reason: 'not_json' }],
    ['200 with nothing', answered(200), { kind: 'unreadable', reason: 'not_json' }],
  ])('%s is an UpstreamError', (_, result, expected) => {
    const error = errorOf(result);
    expect(error).toBeInstanceOf(UpstreamError);
    expect(error).toMatchObject({ ...expected, requestId: 'request-1' });
  });

  it('never repeats what the upstream wrote', () => {
    expect(String(errorOf(answered(500, 'canary')))).not.toContain('canary');
  });
});

describe('readOutcome', () => {
  const outcomeOf = (result: CallResult) =>
    readOutcome(result, (json) => ({ kind: 'applied', personId: Object.keys(json)[0] ?? null, person: null }));

  it.each<[string, CallResult, unknown]>([
    ['200 with a person', answered(200, '{"someone":1}'), { kind: 'applied', personId: 'someone' }],
    ['200 with {}', answered(200, '{}'), { kind: 'applied', personId: null }],
    ['200 with nothing', answered(200), { kind: 'applied', personId: null, person: null }],
    ['201 with nothing', answered(201), { kind: 'applied', person: null }],
    ['204', answered(204), { kind: 'applied', person: null }],
    ['200 with null', answered(200, 'null'), { kind: 'unknown', reason: 'unreadable' }],
    ['200 with a list', answered(200, '[]'), { kind: 'unknown', reason: 'unreadable' }],
    ['200 with HTML', answered(200, html), { kind: 'unknown', reason: 'unreadable' }],
    ['200 with half a body', answered(200, '{"someone":'), { kind: 'unknown', reason: 'unreadable' }],
    ['302', answered(302), { kind: 'unknown', reason: 'status_302' }],
    ['408', answered(408), { kind: 'unknown', reason: 'status_408' }],
    ['500', answered(500, '{"message":"INTERNAL_SERVER_ERROR"}'), { kind: 'unknown', reason: 'status_500' }],
    ['502 with a page', answered(502, html), { kind: 'unknown', reason: 'status_502' }],
    ['a reset', failed(true, 'reset'), { kind: 'unknown', reason: 'reset' }],
    ['no answer in time', failed(true, 'headers_timeout'), { kind: 'unknown', reason: 'headers_timeout' }],
    ['no connection', failed(false, 'connect_failed'), { kind: 'not_sent', reason: 'connect_failed' }],
    ['no credentials', failed(false, 'credentials'), { kind: 'not_sent', reason: 'credentials' }],
    ['no time left', failed(false, 'limited'), { kind: 'not_sent', reason: 'limited' }],
    ['400', answered(400, '{"message":"INVALID_PHONE"}'), { kind: 'rejected', status: 400, message: 'INVALID_PHONE' }],
    ['401', answered(401, '{"message":"UNAUTHORIZED"}'), { kind: 'not_sent', reason: 'token_refused' }],
    ['403', answered(403), { kind: 'rejected', status: 403, message: null, missing: false }],
    ['404', answered(404, '{"message":"NOT_FOUND"}'), { kind: 'rejected', status: 404, missing: true }],
    ['404 with nothing', answered(404), { kind: 'rejected', status: 404, missing: true }],
    ['404 with a page', answered(404, '<h1>Not Found</h1>'), { kind: 'unknown', reason: 'unreadable' }],
    ['409', answered(409), { kind: 'rejected', status: 409, missing: false }],
    ['422 with a page', answered(422, html), { kind: 'rejected', status: 422, message: null }],
  ])('%s', (_, result, expected) => {
    expect(outcomeOf(result)).toMatchObject(expected as object);
  });

  it.each([
    ['Door is not activated', 'Door is not activated'],
    ['two\nlines\0', 'two lines'],
    ['left\u202eright', 'left right'],
    ['x'.repeat(201), null],
    ['', null],
    [7, null],
  ])('keeps the message %j of a refusal only as short plain text', (message, kept) => {
    expect(outcomeOf(answered(400, JSON.stringify({ message })))).toMatchObject({ message: kept });
  });
});

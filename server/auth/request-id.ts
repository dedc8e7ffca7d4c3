import { randomUUID } from 'node:crypto';
import { log } from '#server/log';
import { onRequest } from './on-request.ts';

const requestIdHeader = 'x-gatehouse-request';
/** What pages believe of a request because `proxy.ts` says it. */
const saidByProxy = ['x-return-path', 'x-nonce', 'content-security-policy', 'content-security-policy-report-only'];

/**
 * Gives each request of this process an id, over whatever the client sent under that name, takes away what it said in
 * the name of `proxy.ts`, and writes a line for each that found nothing: the page then shows the id. Call once at
 * start.
 */
export function tagRequests(to = log): void {
  onRequest((request, response) => {
    for (const name of saidByProxy) delete request.headers[name];
    const requestId = randomUUID();
    request.headers[requestIdHeader] = requestId;
    response.once('finish', () => {
      if (response.statusCode === 404) to.info({ requestId }, 'nothing there');
    });
  });
}

/** Under which logs and audit log know a request. */
export const requestIdOf = (headers: { get: (name: string) => string | null }): string =>
  headers.get(requestIdHeader) ?? randomUUID();

type Broken = {
  request: { method: string; headers: NodeJS.Dict<string | string[]> };
  /** The pattern of the address: `/people/[id]`. */
  route: string;
};

/** One line for what Next could not render: the page shows the digest, the browser knows no more. */
export function logBrokenPage(error: unknown, { request, route }: Broken, to = log): void {
  const digest = error instanceof Error && 'digest' in error ? error.digest : undefined;
  to.error(
    { digest, requestId: request.headers[requestIdHeader], method: request.method, route, err: error },
    'page broke',
  );
}

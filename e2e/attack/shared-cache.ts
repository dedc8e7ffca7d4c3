import { createServer, type IncomingMessage, type OutgoingHttpHeaders, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Kept = { varied: [name: string, value: string][]; status: number; headers: OutgoingHttpHeaders; body: Buffer };

/**
 * A cache in front of a console that is shared by all who ask, and greedy: it keeps every answer to a GET that does not
 * forbid it outright, and tells two requests apart by nothing but the address and what `Vary` names.
 */
export async function startSharedCache(origin: string): Promise<{ url: string; kept(): string[]; stop(): void }> {
  const store = new Map<string, Kept[]>();
  const server = createServer(async (incoming, outgoing) => {
    const address = incoming.url ?? '/';
    const known = incoming.method === 'GET' ? store.get(address)?.find((one) => fits(one, incoming)) : undefined;
    if (known) return send(outgoing, known);
    const fresh = await forward(origin, incoming);
    const isForbidden = /no-store|private/.test(String(fresh.headers['cache-control'] ?? ''));
    if (incoming.method === 'GET' && !isForbidden) store.set(address, [...(store.get(address) ?? []), fresh]);
    send(outgoing, fresh);
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${port}`,
    kept: () => [...store.keys()],
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

const fits = ({ varied }: Kept, { headers }: IncomingMessage): boolean =>
  varied.every(([name, value]) => String(headers[name] ?? '') === value);

function send(outgoing: ServerResponse, { status, headers, body }: Kept): void {
  const { 'transfer-encoding': _, connection: __, ...rest } = headers;
  outgoing.writeHead(status, { ...rest, 'content-length': body.length });
  outgoing.end(body);
}

function forward(origin: string, incoming: IncomingMessage): Promise<Kept> {
  return new Promise((resolve, reject) => {
    const asked = request(
      new URL(incoming.url ?? '/', origin),
      { method: incoming.method ?? 'GET', headers: { ...incoming.headers, host: new URL(origin).host } },
      async (answer) => {
        const chunks: Buffer[] = [];
        for await (const chunk of answer) chunks.push(chunk);
        const names = (answer.headers.vary ?? '')
          .toLowerCase()
          .split(/\s*,\s*/)
          .filter(Boolean);
        resolve({
          varied: names.map((name) => [name, String(incoming.headers[name] ?? '')]),
          status: answer.statusCode ?? 502,
          headers: answer.headers,
          body: Buffer.concat(chunks),
        });
      },
    );
    asked.on('error', reject);
    incoming.pipe(asked);
  });
}

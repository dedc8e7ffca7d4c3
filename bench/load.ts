import http from 'node:http';

export type Load = { connections: number; durationMs: number };

/**
 * Requests a second that a server answers in full, asked over `connections` kept-alive connections for `durationMs`.
 */
export async function rateOf(
  urls: Iterator<string>,
  options: Load & { headers?: Record<string, string> },
): Promise<number> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: options.connections });
  const startedAt = performance.now();
  const deadline = startedAt + options.durationMs;
  let answered = 0;
  const lane = async () => {
    while (performance.now() < deadline) {
      await get(urls.next().value, agent, options.headers);
      answered += 1;
    }
  };
  await Promise.all(Array.from({ length: options.connections }, lane));
  agent.destroy();
  return answered / ((performance.now() - startedAt) / 1000);
}

/** One GET, read to its end. Throws for anything but 200. */
export function get(url: string, agent: http.Agent, headers: Record<string, string> = {}): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const request = http.get(url, { agent, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () =>
        answer.statusCode === 200 ? resolve(Buffer.concat(chunks)) : reject(new Error(`${url}: ${answer.statusCode}`)),
      );
      answer.on('error', reject);
    });
    request.on('error', reject);
  });
}

export const median = (values: number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

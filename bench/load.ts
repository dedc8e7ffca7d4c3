import { readFileSync } from 'node:fs';
import http from 'node:http';

/**
 * CPU milliseconds a server process spends on each of `count` requests, asked over `connections` kept-alive connections.
 * Unlike requests a second this hardly depends on what else the machine does. Linux only.
 */
export async function cpuMsPerRequest(
  server: { pid: number },
  urls: Iterator<string>,
  options: { headers?: Record<string, string>; connections: number; count: number },
): Promise<number> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: options.connections });
  const before = cpuMs(server.pid);
  let asked = 0;
  const lane = async () => {
    while (asked < options.count) {
      asked += 1;
      await get(urls.next().value, agent, options.headers);
    }
  };
  await Promise.all(Array.from({ length: options.connections }, lane));
  agent.destroy();
  return (cpuMs(server.pid) - before) / asked;
}

const msPerTick = 10;

/** User and system time of a process; `proc(5)`: fields 14 and 15 of its stat, after the name in brackets. */
function cpuMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * msPerTick;
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

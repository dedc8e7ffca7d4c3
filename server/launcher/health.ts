import { setTimeout as delay } from 'node:timers/promises';

const wildcards = ['0.0.0.0', '::'];

/**
 * Resolves when `GET /healthz` answers 200; rejects with the signal's reason when it aborts. `port` is on this machine.
 */
export async function waitUntilHealthy(host: string, port: number, signal: AbortSignal): Promise<void> {
  const url = `http://${wildcards.includes(host) ? 'localhost' : host}:${port}/healthz`;
  while (!(await isHealthy(url))) await delay(100, undefined, { signal });
}

async function isHealthy(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(5000) });
    await response.body?.cancel();
    return response.status === 200;
  } catch {
    return false;
  }
}

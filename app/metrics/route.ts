import { hasMetricsToken } from '#server/auth/metrics-token';
import { expositionType } from '#server/services/metrics/exposition';
import { readMetrics } from '#server/services/metrics/read-metrics';

export const dynamic = 'force-dynamic';

/** For Prometheus, with METRICS_TOKEN; to everyone else this address does not exist. */
export async function GET(request: Request): Promise<Response> {
  const headers = { 'cache-control': 'no-store' };
  if (!hasMetricsToken(request.headers)) return new Response('Not found\n', { status: 404, headers });
  return new Response(await readMetrics(), { headers: { ...headers, 'content-type': expositionType } });
}

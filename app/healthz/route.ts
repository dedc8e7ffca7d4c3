import { isHealthy } from '#server/services/health/is-healthy';

export const dynamic = 'force-dynamic';

/** Open to anyone: says whether this process can serve, and nothing else. */
export async function GET(): Promise<Response> {
  const healthy = await isHealthy();
  return Response.json(
    { status: healthy ? 'ok' : 'unavailable' },
    { status: healthy ? 200 : 503, headers: { 'cache-control': 'no-store' } },
  );
}

import { readPolicyReports } from '#server/services/health/policy-reports';

/** Where browsers report what the Content-Security-Policy kept from happening. Open to anyone, answers nothing. */
export async function POST(request: Request): Promise<Response> {
  await readPolicyReports(request);
  return new Response(null, { status: 204, headers: { 'cache-control': 'private, no-store' } });
}

import NextAuth from 'next-auth';
import { authOptions } from '#server/auth/options';

const longestBody = 16 * 1024;

type Context = { params: Promise<{ nextauth: string[] }> };

/** Email, password, code and a token: what is longer, or does not say how long it is, is none of these. */
const isTooLong = (request: Request): boolean =>
  Number(request.headers.get('content-length') ?? Number.POSITIVE_INFINITY) > longestBody;

async function handler(request: Request, context: Context): Promise<Response> {
  const { nextauth } = await context.params;
  // next-auth's `_log` writes whatever anybody posts into the log.
  if (nextauth[0] === '_log') return new Response(null, { status: 404 });
  if (request.method === 'POST' && isTooLong(request)) return new Response(null, { status: 413 });
  const response: Response = await NextAuth(authOptions())(request, context);
  response.headers.set('cache-control', 'private, no-store');
  return response;
}

export { handler as GET, handler as POST };

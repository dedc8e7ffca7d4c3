import NextAuth from 'next-auth';
import { authOptions } from '#server/auth/options';

type Context = { params: Promise<{ nextauth: string[] }> };

async function handler(request: Request, context: Context): Promise<Response> {
  const { nextauth } = await context.params;
  // next-auth's `_log` writes whatever anybody posts into the log.
  if (nextauth[0] === '_log') return new Response(null, { status: 404 });
  const response: Response = await NextAuth(authOptions())(request, context);
  response.headers.set('cache-control', 'private, no-store');
  return response;
}

export { handler as GET, handler as POST };

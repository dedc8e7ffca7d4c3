import { type NextRequest, NextResponse } from 'next/server';
import { sessionCookie } from '#server/auth/session-cookie';

/**
 * Gives each page its Content-Security-Policy and saves people without a cookie a detour. It protects nothing:
 * every page, handler and action asks for the session itself.
 */
export function proxy(request: NextRequest): NextResponse {
  const publicUrl = process.env.NEXTAUTH_URL ?? request.nextUrl.origin;
  const isSecure = publicUrl.startsWith('https://');
  const { pathname, search } = request.nextUrl;
  const policy = contentSecurityPolicy(crypto.randomUUID(), isSecure);

  const response =
    request.cookies.has(sessionCookie(publicUrl).name) || isOpen(pathname) || request.method !== 'GET'
      ? NextResponse.next({
          request: { headers: forwardedHeaders(request, policy, pathname + search) },
        })
      : NextResponse.redirect(signInAddress(publicUrl, pathname + search), {
          headers: { 'cache-control': 'no-store' },
        });
  response.headers.set('content-security-policy', policy);
  response.headers.set('reporting-endpoints', `csp="${reportPath}"`);
  // Where signing out ends: nothing of the session stays in this browser.
  if (pathname === '/sign-in' && request.nextUrl.searchParams.has('out')) {
    response.headers.set('clear-site-data', '"cache", "storage"');
  }
  return response;
}

/**
 * Not what answers JSON by itself: it has the strictest policy of all from `setBaseHeaders`, and each request
 * would pay for passing here. Next wants it written out.
 */
export const config = {
  matcher:
    '/((?!_next/static/|_next/image|api/(?:accesses|activity|buildings|bundles|diagnosis|doorcodes|doors|drift|exports|guests|history|operations|people|portfolios|schedules|search|settings|sync|tasks|tenancies|units|views)(?:/|$)).*)',
};

const reportPath = '/api/csp-report';

/** Addresses that answer for themselves, and public files. So do actions, which are POSTs to any page. */
const isOpen = (pathname: string): boolean =>
  /^\/(api|sign-in|set-up|choose-password|healthz|metrics)(\/|$)|\.\w+$/.test(pathname);

/**
 * What the page gets to see: Next and the root layout take the nonce from the policy, `pageSession` the way back from
 * `x-return-path`. Whatever a client sent under these names is replaced.
 */
function forwardedHeaders(request: NextRequest, policy: string, path: string): Headers {
  const headers = new Headers(request.headers);
  headers.delete('x-nonce');
  headers.delete('content-security-policy-report-only');
  headers.set('content-security-policy', policy);
  headers.set('x-return-path', path);
  return headers;
}

function signInAddress(publicUrl: string, path: string): URL {
  const address = new URL('/sign-in', publicUrl);
  if (path !== '/') address.searchParams.set('callbackUrl', path);
  return address;
}

function contentSecurityPolicy(nonce: string, isSecure: boolean): string {
  // React and Next need eval and styles of their own for their error overlays, under `npm run dev` only.
  const isDevelopment = process.env.NODE_ENV === 'development';
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ''}`,
    `style-src 'self' ${isDevelopment ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    // React writes style attributes into the HTML it renders on the server; style elements still need the nonce.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    `report-uri ${reportPath}`,
    'report-to csp',
    ...(isSecure ? ['upgrade-insecure-requests'] : []),
  ].join('; ');
}

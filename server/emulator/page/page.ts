import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';

const files = [
  { path: '/', file: 'page.html', type: 'text/html; charset=utf-8' },
  { path: '/page.css', file: 'page.css', type: 'text/css; charset=utf-8' },
  { path: '/page.js', file: 'page.js', type: 'text/javascript; charset=utf-8' },
  { path: '/control.js', file: 'control.js', type: 'text/javascript; charset=utf-8' },
  { path: '/refresh.js', file: 'refresh.js', type: 'text/javascript; charset=utf-8' },
  { path: '/follow.js', file: 'follow.js', type: 'text/javascript; charset=utf-8' },
  { path: '/lock-texts.js', file: 'lock-texts.js', type: 'text/javascript; charset=utf-8' },
  { path: '/panels.js', file: 'panels.js', type: 'text/javascript; charset=utf-8' },
] as const;

const headers = {
  'content-security-policy': "default-src 'self'; img-src data:; frame-ancestors 'none'; base-uri 'none'",
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
};

/** The emulator's own page: static files that talk to /_emulator. */
export function pageRoutes(): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  for (const { path, file, type } of files) {
    const text = readFileSync(join(import.meta.dirname, file), 'utf8');
    app.get(path, (c) => c.body(text, 200, { ...headers, 'content-type': type }));
  }
  return app;
}

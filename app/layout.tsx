import type { Metadata, Viewport } from 'next';
import { cookies, headers } from 'next/headers';
import type { ReactNode } from 'react';
import { readPreference } from '#lib/preferences';
import { HydrationMark } from '@/components/shell/hydration-mark';
import { Toaster } from '@/components/ui/toaster';
import { fontVariables } from './fonts/inter.ts';
import './globals.css';

export const metadata: Metadata = {
  title: { default: 'Gatehouse', template: '%s · Gatehouse' },
  description: 'Who can open which door, until when.',
  robots: { index: false, follow: false },
};

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#fbf9f4' },
    { media: '(prefers-color-scheme: dark)', color: '#0b1220' },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const jar = await cookies();
  const nonce = /'nonce-([^']+)'/.exec((await headers()).get('content-security-policy') ?? '')?.[1];
  return (
    <html
      lang="en"
      className={fontVariables}
      data-theme={readPreference('theme', jar)}
      data-rail={readPreference('rail', jar)}
      data-letters={readPreference('letters', jar)}
      // Choices made in this tab change these attributes without a new render.
      suppressHydrationWarning
    >
      {/* React Aria adds style elements when sheets and menus open: this lets them pass our own policy. */}
      <head>
        <meta property="csp-nonce" nonce={nonce} />
      </head>
      <body className="font-sans">
        {children}
        <Toaster />
        <HydrationMark />
      </body>
    </html>
  );
}

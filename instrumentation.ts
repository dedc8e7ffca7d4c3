import type { Instrumentation } from 'next';

/** Runs once when the web process starts, before the first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { requireSettings } = await import('./server/require-settings.ts');
    requireSettings();
    const { bindToLauncher } = await import('./server/launcher/bind-to-launcher.ts');
    bindToLauncher();
    const { tagPeerAddresses } = await import('./server/auth/client-address.ts');
    tagPeerAddresses();
    const { tagRequests } = await import('./server/auth/request-id.ts');
    tagRequests();
    const { sendAnswersWhole } = await import('./server/auth/whole-answers.ts');
    sendAnswersWhole();
    const { setBaseHeaders } = await import('./server/auth/base-headers.ts');
    setBaseHeaders();
    const { tellOldPackages } = await import('./server/services/health/old-packages.ts');
    tellOldPackages();
  }
}

/** What a page could not say: pages show the digest of their error, and here is what it stands for. */
export const onRequestError: Instrumentation.onRequestError = async (error, request, { routePath }) => {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { logBrokenPage } = await import('./server/auth/request-id.ts');
  logBrokenPage(error, { request, route: routePath });
};

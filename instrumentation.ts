/** Runs once when the web process starts, before the first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { bindToLauncher } = await import('./server/launcher/bind-to-launcher.ts');
    bindToLauncher();
    const { tagPeerAddresses } = await import('./server/auth/client-address.ts');
    tagPeerAddresses();
    const { setBaseHeaders } = await import('./server/auth/base-headers.ts');
    setBaseHeaders();
  }
}

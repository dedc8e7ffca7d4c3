import type { Settings } from '#server/settings';

/** What the operator reads when everything runs. `ownerLink` is shown once and only here. */
export function summary(settings: Settings, isEmbedded: boolean, ownerLink: string | null): string {
  const isSandbox = settings.mode === 'sandbox';
  const lines = [
    `Gatehouse runs at ${settings.web.publicUrl}`,
    isSandbox
      ? `  OpenKit    sandbox: our emulator at http://localhost:${settings.emulatorPort} (no real door is touched)`
      : `  OpenKit    live: ${settings.openkit.apiUrl} as ${settings.openkit.clientId}`,
    `  Database   ${isEmbedded ? `embedded PostgreSQL, kept by ${settings.dataDir}` : 'PostgreSQL at DATABASE_URL'}`,
    `  Logs       ${settings.dataDir}/*.log`,
    `  Sign in    ${howToSignIn(isSandbox, ownerLink)}`,
    '  Stop       Ctrl-C',
  ];
  return lines.join('\n');
}

function howToSignIn(isSandbox: boolean, ownerLink: string | null): string {
  if (ownerLink) return `nobody can yet; make the first owner (within 24 hours): ${ownerLink}`;
  return isSandbox ? 'with one of the demo accounts shown on the sign-in page' : 'with your email and password';
}

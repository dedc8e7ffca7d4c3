import { z } from 'zod';
import { singleton } from './singleton.ts';

/** Latch's documented production addresses. */
const latch = {
  apiUrl: 'https://rest.latchaccess.com/access/sdk',
  authUrl: 'https://auth.prod.latch.com',
  audience: 'https://rest.latchaccess.com/access/sdk',
};

/** Shipped in documentation and tests, therefore worthless as secrets. */
const exampleSecrets = ['change-me', 'changeme', 'secret', 'example', 'sandbox'];

/** A setting that keeps Gatehouse from starting. The message is one sentence for the operator and holds no value. */
export class SettingsError extends Error {}

export type Settings = {
  mode: 'sandbox' | 'live';
  web: { port: number; host: string; publicUrl: string };
  emulatorPort: number;
  /** What the emulator's control calls must present; null = they are answered to this machine. */
  emulatorControlKey: string | null;
  databaseUrl: string | null;
  databaseOwnerUrl: string | null;
  /** Live mode may run under a role that could rewrite the audit log. */
  acceptsOneRole: boolean;
  /** How long a statement of the console may take; 0 = as long as it likes. */
  statementSeconds: number;
  dataDir: string;
  openkit: {
    apiUrl: string;
    authUrl: string;
    audience: string;
    clientId: string;
    clientSecret: string;
    callsPerSecond: number;
    pageSize: number;
    settleSeconds: number;
  };
  syncIntervalMinutes: number;
  /** `previousSession`: still opens what it sealed, for as long as sessions of before its successor may live. */
  secrets: { session: string; previousSession: string | null; auditKey: string; dataKey: string };
  owner: { email: string; password: string } | null;
  staffMfa: 'required' | 'optional';
  /** Where invitations are mailed from; null = links are shown to whoever makes them. */
  smtp: { url: string; from: string; requiresTls: boolean } | null;
  /** The single sign-on provider. */
  oidc: {
    issuer: string;
    clientId: string;
    clientSecret: string;
    /** Whoever runs this answers for it that the provider lets nobody in with a password alone. */
    enforcesMfa: boolean;
  } | null;
  metricsToken: string | null;
  /** Where signed checkpoints of the audit log go. */
  auditCheckpoint: { file: string | null; url: string | null };
  trustedProxyHops: number;
};

const optionalText = z
  .string()
  .optional()
  .transform((value) => (value?.trim() ? value.trim() : null));

const whole = (fallback: number, min: number, max: number) =>
  z
    .string()
    .optional()
    .transform((value) => (value?.trim() ? Number(value) : fallback))
    .pipe(z.number().int().min(min).max(max));

const environment = z.object({
  PORT: whole(3000, 1, 65_535),
  HOST: optionalText,
  EMULATOR_PORT: whole(4010, 1, 65_535),
  EMULATOR_CONTROL_KEY: optionalText,
  DATABASE_URL: optionalText,
  DATABASE_OWNER_URL: optionalText,
  DATABASE_ONE_ROLE: z.literal('accepted').optional(),
  DATABASE_STATEMENT_SECONDS: whole(30, 0, 3600),
  DATA_DIR: optionalText,
  OPENKIT_CLIENT_ID: optionalText,
  OPENKIT_CLIENT_SECRET: optionalText,
  OPENKIT_API_URL: optionalText,
  OPENKIT_AUTH_URL: optionalText,
  OPENKIT_AUDIENCE: optionalText,
  OPENKIT_CALLS_PER_SECOND: z
    .string()
    .optional()
    .transform((value) => (value?.trim() ? Number(value) : 5))
    .pipe(z.number().positive().max(1000)),
  OPENKIT_PAGE_SIZE: whole(100, 1, 1000),
  OPENKIT_SETTLE_SECONDS: whole(30, 0, 600),
  SYNC_INTERVAL_MINUTES: whole(60, 0, 10_080),
  NEXTAUTH_SECRET: optionalText,
  NEXTAUTH_SECRET_PREVIOUS: optionalText,
  NEXTAUTH_URL: optionalText,
  AUDIT_KEY: optionalText,
  DATA_KEY: optionalText,
  OWNER_EMAIL: optionalText,
  OWNER_PASSWORD: optionalText,
  STAFF_MFA: z.enum(['required', 'optional']).optional(),
  SMTP_URL: optionalText,
  SMTP_FROM: optionalText,
  OIDC_ISSUER: optionalText,
  OIDC_CLIENT_ID: optionalText,
  OIDC_CLIENT_SECRET: optionalText,
  OIDC_MFA: z.literal('provider').optional(),
  METRICS_TOKEN: optionalText,
  AUDIT_CHECKPOINT_FILE: optionalText,
  AUDIT_CHECKPOINT_URL: optionalText,
  TRUSTED_PROXY_HOPS: whole(0, 0, 10),
  NODE_TLS_REJECT_UNAUTHORIZED: optionalText,
});

/**
 * Reads every setting from the environment. Both OpenKit credentials → live mode, none → sandbox mode.
 * Sandbox secrets may still be missing here (empty strings): the launcher makes and remembers them.
 * Throws SettingsError with one sentence that names the variable and never its value.
 */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const parsed = environment.safeParse(env);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new SettingsError(`${String(issue?.path[0])} has a value that cannot be used: ${issue?.message}.`);
  }
  const vars = parsed.data;
  const mode = decideMode(vars.OPENKIT_CLIENT_ID, vars.OPENKIT_CLIENT_SECRET);
  const emulatorUrl = `http://localhost:${vars.EMULATOR_PORT}`;
  const settings: Settings = {
    mode,
    web: {
      port: vars.PORT,
      host: vars.HOST ?? 'localhost',
      publicUrl: vars.NEXTAUTH_URL ?? `http://localhost:${vars.PORT}`,
    },
    emulatorPort: vars.EMULATOR_PORT,
    emulatorControlKey: vars.EMULATOR_CONTROL_KEY,
    databaseUrl: vars.DATABASE_URL,
    databaseOwnerUrl: vars.DATABASE_OWNER_URL ?? vars.DATABASE_URL,
    acceptsOneRole: vars.DATABASE_ONE_ROLE === 'accepted',
    statementSeconds: vars.DATABASE_STATEMENT_SECONDS,
    dataDir: vars.DATA_DIR ?? '.data',
    openkit: {
      apiUrl: mode === 'live' ? (vars.OPENKIT_API_URL ?? latch.apiUrl) : `${emulatorUrl}/access/sdk`,
      authUrl: mode === 'live' ? (vars.OPENKIT_AUTH_URL ?? latch.authUrl) : emulatorUrl,
      audience: vars.OPENKIT_AUDIENCE ?? latch.audience,
      clientId: vars.OPENKIT_CLIENT_ID ?? 'sandbox-client',
      clientSecret: vars.OPENKIT_CLIENT_SECRET ?? 'sandbox-secret',
      callsPerSecond: vars.OPENKIT_CALLS_PER_SECOND,
      pageSize: vars.OPENKIT_PAGE_SIZE,
      settleSeconds: vars.OPENKIT_SETTLE_SECONDS,
    },
    syncIntervalMinutes: vars.SYNC_INTERVAL_MINUTES,
    secrets: {
      session: vars.NEXTAUTH_SECRET ?? '',
      previousSession: vars.NEXTAUTH_SECRET_PREVIOUS,
      auditKey: vars.AUDIT_KEY ?? '',
      dataKey: vars.DATA_KEY ?? '',
    },
    owner: readOwner(vars.OWNER_EMAIL, vars.OWNER_PASSWORD),
    staffMfa: vars.STAFF_MFA ?? (mode === 'live' ? 'required' : 'optional'),
    smtp: readSmtp(vars.SMTP_URL, vars.SMTP_FROM, mode),
    oidc: readOidc(vars),
    metricsToken: vars.METRICS_TOKEN,
    auditCheckpoint: { file: vars.AUDIT_CHECKPOINT_FILE, url: vars.AUDIT_CHECKPOINT_URL },
    trustedProxyHops: vars.TRUSTED_PROXY_HOPS,
  };
  checkUrl('NEXTAUTH_URL', settings.web.publicUrl);
  if (settings.auditCheckpoint.url) checkUpstream('AUDIT_CHECKPOINT_URL', settings.auditCheckpoint.url);
  if (mode === 'live') checkLive(settings, vars.NODE_TLS_REJECT_UNAUTHORIZED);
  else for (const name of ['OPENKIT_API_URL', 'OPENKIT_AUTH_URL'] as const) checkSandbox(name, vars[name]);
  return settings;
}

function decideMode(clientId: string | null, clientSecret: string | null): Settings['mode'] {
  if (clientId && clientSecret) return 'live';
  if (!clientId && !clientSecret) return 'sandbox';
  const missing = clientId ? 'OPENKIT_CLIENT_SECRET' : 'OPENKIT_CLIENT_ID';
  throw new SettingsError(
    `OpenKit credentials are half configured: set ${missing} as well for live mode, or unset both for the sandbox.`,
  );
}

function readOwner(email: string | null, password: string | null): Settings['owner'] {
  if (!email && !password) return null;
  if (!email || !password) {
    throw new SettingsError(
      `Set both OWNER_EMAIL and OWNER_PASSWORD, or neither: ${email ? 'OWNER_PASSWORD' : 'OWNER_EMAIL'} is missing.`,
    );
  }
  return { email: email.toLowerCase(), password };
}

function readSmtp(address: string | null, from: string | null, mode: Settings['mode']): Settings['smtp'] {
  if (!address) return null;
  const url = URL.canParse(address) ? new URL(address) : null;
  if (!url || !['smtp:', 'smtps:'].includes(url.protocol)) {
    throw new SettingsError('SMTP_URL is not an smtp or smtps address.');
  }
  if (!from) throw new SettingsError('SMTP_FROM is missing: set the address that invitations are sent from.');
  const requiresTls = mode === 'live' && !isThisMachine(url.hostname);
  // They win over what we ask for.
  if (requiresTls && url.search) {
    throw new SettingsError('SMTP_URL has options that could switch TLS off: leave out what follows the `?`.');
  }
  return { url: address, from, requiresTls };
}

function readOidc(vars: z.output<typeof environment>): Settings['oidc'] {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = vars;
  if (!issuer && !clientId && !clientSecret) return null;
  if (!issuer || !clientId || !clientSecret) {
    throw new SettingsError('Set OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET, or none of them.');
  }
  checkUpstream('OIDC_ISSUER', issuer);
  return { issuer, clientId, clientSecret, enforcesMfa: vars.OIDC_MFA === 'provider' };
}

function checkLive(settings: Settings, tlsRejectUnauthorized: string | null): void {
  if (tlsRejectUnauthorized === '0') {
    throw new SettingsError(
      'NODE_TLS_REJECT_UNAUTHORIZED=0 switches certificate checks off: unset it to use live mode.',
    );
  }
  if (settings.staffMfa === 'optional') {
    throw new SettingsError('STAFF_MFA=optional lets a password alone open doors: unset it to use live mode.');
  }
  checkDatabase('DATABASE_URL', settings.databaseUrl);
  checkDatabase('DATABASE_OWNER_URL', settings.databaseOwnerUrl);
  checkSecret('NEXTAUTH_SECRET', settings.secrets.session, Buffer.byteLength(settings.secrets.session));
  const { previousSession } = settings.secrets;
  if (previousSession) checkSecret('NEXTAUTH_SECRET_PREVIOUS', previousSession, Buffer.byteLength(previousSession));
  checkSecret('AUDIT_KEY', settings.secrets.auditKey, Buffer.from(settings.secrets.auditKey, 'base64').length);
  checkSecret('DATA_KEY', settings.secrets.dataKey, Buffer.from(settings.secrets.dataKey, 'base64').length);
  checkUpstream('NEXTAUTH_URL', settings.web.publicUrl);
  checkUpstream('OPENKIT_API_URL', settings.openkit.apiUrl);
  checkUpstream('OPENKIT_AUTH_URL', settings.openkit.authUrl);
}

function checkSecret(name: string, value: string, bytes: number): void {
  const advice = `make one with \`openssl rand -base64 ${name === 'NEXTAUTH_SECRET' ? 48 : 32}\``;
  if (!value) throw new SettingsError(`${name} is missing and live mode needs it: ${advice}.`);
  if (bytes < 32) throw new SettingsError(`${name} is shorter than 32 bytes: ${advice}.`);
  const text = value.toLowerCase();
  if (exampleSecrets.some((example) => text.includes(example)) || new Set(text).size < 8) {
    throw new SettingsError(`${name} is an example value that anyone can guess: ${advice}.`);
  }
}

function checkUrl(name: string, value: string): URL {
  const url = URL.canParse(value) ? new URL(value) : null;
  if (!url || !['http:', 'https:'].includes(url.protocol)) {
    throw new SettingsError(`${name} is not an http or https address.`);
  }
  return url;
}

function checkUpstream(name: string, value: string): void {
  const url = checkUrl(name, value);
  if (url.protocol === 'http:' && !isThisMachine(url.hostname)) {
    throw new SettingsError(`${name} must be https: plain http is allowed to this machine only.`);
  }
}

/** Whoever names an upstream elsewhere believes that real doors are meant. */
function checkSandbox(name: string, value: string | null): void {
  if (!value || isThisMachine(checkUrl(name, value).hostname)) return;
  throw new SettingsError(
    `${name} names another machine, but the sandbox runs on its emulator: set OPENKIT_CLIENT_ID and OPENKIT_CLIENT_SECRET as well for live mode, or unset it.`,
  );
}

/** The driver takes the last of each parameter, and a host among them before the address's own; a path is a socket. */
function checkDatabase(name: string, address: string | null): void {
  if (!address || address.startsWith('/')) return;
  const url = URL.canParse(address) ? new URL(address) : null;
  const host = decodeURIComponent(url?.searchParams.getAll('host').at(-1) || url?.hostname || '');
  if (host.startsWith('/') || isThisMachine(host)) return;
  if (url?.searchParams.getAll('sslmode').at(-1) !== 'verify-full') {
    throw new SettingsError(`${name} leaves this machine without a checked certificate: add \`sslmode=verify-full\`.`);
  }
}

const isThisMachine = (host: string): boolean => ['localhost', '127.0.0.1', '::1', '[::1]'].includes(host);

/** This process's settings, read once. */
export const settings = (): Settings => singleton('settings', () => readSettings(process.env));

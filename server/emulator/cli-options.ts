import { parseArgs } from 'node:util';
import { z } from 'zod';
import { profiles, readingOverrides } from './readings/profiles.ts';
import type { StartOptions } from './start-emulator.ts';
import { StartError } from './store/start-error.ts';

const flags = {
  port: { type: 'string', default: '4010' },
  host: { type: 'string', default: '127.0.0.1' },
  people: { type: 'string', default: '5000' },
  buildings: { type: 'string', default: '12' },
  seed: { type: 'string', default: '1' },
  profile: { type: 'string' },
  reading: { type: 'string', multiple: true, default: [] as string[] },
  data: { type: 'string' },
  reset: { type: 'boolean', default: false },
  scenario: { type: 'string' },
  now: { type: 'string' },
  freeze: { type: 'boolean', default: false },
  'client-id': { type: 'string', default: 'sandbox-client' },
  'client-secret': { type: 'string', default: 'sandbox-secret' },
  'user-client-id': { type: 'string', default: 'sandbox-user-client' },
  'user-client-secret': { type: 'string', default: 'sandbox-user-secret' },
  'token-ttl': { type: 'string', default: '86400' },
  help: { type: 'boolean', default: false },
} as const;

const whole = (max: number, min = 0) => z.coerce.number().int().min(min).max(max);

const values = z.object({
  port: whole(65_535),
  host: z.string().min(1),
  people: whole(1_000_000),
  buildings: whole(2_000, 1),
  seed: whole(2 ** 31),
  profile: z.enum(profiles).optional(),
  reading: readingOverrides,
  data: z.string().min(1).optional(),
  reset: z.boolean(),
  scenario: z.string().min(1).optional(),
  now: z.iso.datetime({ offset: true }).optional(),
  freeze: z.boolean(),
  'client-id': z.string().min(1),
  'client-secret': z.string().min(1),
  'user-client-id': z.string().min(1),
  'user-client-secret': z.string().min(1),
  'token-ttl': whole(86_400 * 30, 1),
});

export const usage = `Usage: npm run emulator -- [--port 4010] [--host 127.0.0.1] [--people 5000] [--buildings 12] [--seed 1]
  [--profile ${profiles.join('|')}] [--reading name=value]… [--data DIR [--reset]] [--now ISO [--freeze]]
  [--scenario NAME|FILE.json] [--token-ttl SECONDS]
  [--client-id ID] [--client-secret SECRET] [--user-client-id ID] [--user-client-secret SECRET]
The environment variable EMULATOR_CONTROL_KEY opens the control API to callers that present it.`;

/** The command line as options, or null when help is asked for. Throws a StartError of one sentence. */
export function parseCommandLine(args: string[], env: Record<string, string | undefined>): StartOptions | null {
  const given = readFlags(args);
  if (given.help) return null;
  const parsed = values.safeParse({ ...given, reading: readPairs(given.reading) });
  if (!parsed.success) throw new StartError(explain(parsed.error));
  const { reading, 'token-ttl': tokenTtlSeconds, ...rest } = parsed.data;
  return {
    ...rest,
    readings: reading,
    tokenTtlSeconds,
    partner: { clientId: rest['client-id'], clientSecret: rest['client-secret'] },
    passwordless: { clientId: rest['user-client-id'], clientSecret: rest['user-client-secret'] },
    controlKey: env.EMULATOR_CONTROL_KEY || null,
  };
}

function readFlags(args: string[]) {
  try {
    return parseArgs({ args, options: flags, allowPositionals: false }).values;
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('. ')[0] : 'unknown';
    throw new StartError(`${reason}. --help lists what there is.`);
  }
}

function readPairs(pairs: string[]): Record<string, string> {
  return Object.fromEntries(pairs.map((pair) => pair.split('=', 2)));
}

function explain({ issues: [issue] }: z.ZodError): string {
  const [flag, name] = issue?.path ?? [];
  if (flag === 'reading') {
    return `--reading: ${name === undefined ? issue?.message : `${String(name)}: ${issue?.message}`}. The README lists all readings.`;
  }
  return `--${String(flag)}: ${issue?.message}.`;
}

import { parseArgs } from 'node:util';
import { z } from 'zod';
import { limits } from './limits.ts';
import { profiles, readingNames } from './readings/profiles.ts';
import { readingTable } from './readings/readings.ts';
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
  help: { type: 'boolean', short: 'h', default: false },
} as const;

const text = z.string().min(1, 'needs a value');
const whole = (max: number, min = 0) =>
  z
    .string()
    .refine((given) => /^\d+$/.test(given) && Number(given) >= min && Number(given) <= max, {
      error: `needs a whole number from ${min} to ${max}`,
    })
    .transform(Number);

const values = z.object({
  port: whole(65_535),
  host: text,
  people: whole(limits.people),
  buildings: whole(limits.buildings, 1),
  seed: whole(limits.seed),
  profile: z.enum(profiles, `needs one of ${profiles.join(', ')}`).optional(),
  data: text.optional(),
  reset: z.boolean(),
  scenario: text.optional(),
  now: z.iso.datetime({ offset: true, error: 'needs an instant' }).optional(),
  freeze: z.boolean(),
  'client-id': text,
  'client-secret': text,
  'user-client-id': text,
  'user-client-secret': text,
  'token-ttl': whole(limits.tokenTtlSeconds, 1),
});

/** What to write for a flag that has no default. */
const examples: Record<string, string> = {
  profile: 'opendoor',
  reading: 'keys=served',
  data: '.data/emulator',
  scenario: 'outage-1h',
  now: '2027-03-14T04:59:00Z',
};

export const usage = `Usage: npm run emulator -- [--port 4010] [--host 127.0.0.1] [--people 5000] [--buildings 12] [--seed 1]
  [--profile ${profiles.join('|')}] [--reading name=value]… [--data DIR [--reset]] [--now ISO [--freeze]]
  [--scenario NAME|FILE.json] [--token-ttl SECONDS]
  [--client-id ID] [--client-secret SECRET] [--user-client-id ID] [--user-client-secret SECRET]
The environment variable EMULATOR_CONTROL_KEY opens the control API to callers that present it.
server/emulator/README.md says what each of them does.`;

/** The command line as options, or null when help is asked for. Throws a StartError of one sentence. */
export function parseCommandLine(args: string[], env: Record<string, string | undefined>): StartOptions | null {
  const given = readFlags(args);
  if (given.help) return null;
  const readings = readPairs(given.reading);
  const parsed = values.safeParse(given);
  if (!parsed.success) throw refuseFlag(String(parsed.error.issues[0]?.path[0]), parsed.error.issues[0]?.message ?? '');
  const { 'token-ttl': tokenTtlSeconds, ...rest } = parsed.data;
  if (rest.reset && rest.data === undefined) throw new StartError('--reset: needs --data, whose world it replaces.');
  return {
    ...rest,
    readings,
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
    throw error instanceof Error && 'code' in error ? explain(error.message, error.code) : error;
  }
}

/** Node's reason, as what to write instead. */
function explain(reason: string, code: unknown): StartError {
  const named = /'-{0,2}([^' ]*)/.exec(reason)?.[1] ?? '';
  if (code === 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL') {
    return new StartError(
      `"${named}" belongs to no flag. Write npm run emulator -- --flag value; --help lists the flags.`,
    );
  }
  if (!Object.hasOwn(flags, named)) {
    return new StartError(`--${named} is no flag; there are --${Object.keys(flags).join(', --')}.`);
  }
  if (reason.includes('does not take')) return new StartError(`--${named} takes no value: write --${named} alone.`);
  return refuseFlag(named, 'needs a value, one without a dash before it');
}

function refuseFlag(name: string, message: string): StartError {
  const flag = Object.entries(flags).find(([each]) => each === name)?.[1];
  const example = examples[name] ?? (flag && 'default' in flag ? flag.default : '');
  return new StartError(`--${name}: ${message}, such as --${name} ${example}.`);
}

function readPairs(pairs: string[]): Record<string, string> {
  return Object.fromEntries(pairs.map(readPair));
}

function readPair(pair: string): [string, string] {
  const [given = '', value = ''] = pair.split('=', 2);
  const name = readingNames.find((each) => each === given);
  if (name === undefined) throw new StartError(`--reading: there is no reading "${given}"; the README lists them all.`);
  const allowed: readonly string[] = readingTable[name].values;
  if (allowed.includes(value)) return [name, value];
  throw new StartError(
    `--reading: ${name} needs one of ${allowed.join(', ')}, such as --reading ${name}=${allowed.at(-1)}.`,
  );
}

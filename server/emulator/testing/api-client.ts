import { expect } from 'vitest';
import { z } from 'zod';
import { audience } from '../api/oauth.ts';
import { user as userSchema, type WireUser } from '../contract/entities.ts';
import { type RunningEmulator, type StartOptions, startEmulator } from '../start-emulator.ts';
import type { Door } from '../world/model.ts';

export type Reply = { status: number; headers: Headers; text: string; json: unknown };

type FaultWish = { match?: Record<string, unknown>; effect: Record<string, unknown>; times?: number };

export type TestApi = RunningEmulator & {
  token: string;
  /** A call to the partner API, below its base. */
  api(method: string, path: string, body?: unknown): Promise<Reply>;
  control(method: string, path: string, body?: unknown): Promise<Reply>;
  /** Makes a fault rule that must be accepted; returns its id. */
  fault(rule: FaultWish): Promise<string>;
  /** A grant with sensible fields; returns the reply. */
  grant(fields: Record<string, unknown>, version?: 'v1' | 'v2'): Promise<Reply>;
  /** A v2 grant that must succeed; returns the user. */
  granted(fields: Record<string, unknown>): Promise<WireUser>;
};

export const fixedNow = '2026-11-23T15:00:00.000Z';

/** A small emulator at a frozen moment whose every answer is checked against the contract, with a partner's token. */
export async function startTestApi(options: StartOptions = {}): Promise<TestApi> {
  const running = await startEmulator({
    people: 60,
    buildings: 4,
    now: fixedNow,
    freeze: true,
    validatesAnswers: true,
    ...options,
  });
  const token = running.emulator.tokens.issue(null);
  const api: TestApi['api'] = (method, path, body) =>
    send(`${running.url}/access/sdk${path}`, method, body, { authorization: `Bearer ${token}` });
  const control: TestApi['control'] = (method, path, body) => send(`${running.url}/_emulator${path}`, method, body);
  const grant: TestApi['grant'] = (fields, version = 'v2') => api('POST', `/${version}/users`, grantBody(fields));
  return {
    ...running,
    token,
    api,
    grant,
    control,
    fault: async (rule) => {
      const reply = await control('POST', '/faults', rule);
      expect(reply.status, reply.text).toBe(201);
      return z.object({ id: z.string() }).parse(reply.json).id;
    },
    granted: async (fields) => {
      const reply = await grant(fields);
      expect(reply.status, reply.text).toBe(200);
      return userSchema.parse(reply.json);
    },
  };
}

export const tokenRequest = {
  client_id: 'sandbox-client',
  client_secret: 'sandbox-secret',
  audience,
  grant_type: 'client_credentials',
};

/** A grant with sensible fields. */
export function grantBody(fields: Record<string, unknown>) {
  return {
    firstName: 'Nora',
    lastName: 'Okafor',
    email: 'nora@example.com',
    passcodeType: 'PERMANENT',
    role: 'NON_RESIDENT',
    shareable: false,
    startTime: fixedNow,
    ...fields,
  };
}

/** One request on a connection of its own; a non-JSON answer has `json` undefined. */
export async function send(
  url: string,
  method: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Reply> {
  const answer = await fetch(url, {
    method,
    headers: { 'content-type': 'application/json', connection: 'close', ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, text, json: parseOrUndefined(text) };
}

function parseOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

type DoorWish = Partial<Pick<Door, 'accessibilityType' | 'type' | 'isConnected'>> & {
  activated?: boolean;
  zone?: string;
  building?: string;
};

/** Doors of the seeded world with these traits, grantable ones unless `activated` or `type` say otherwise. */
export function doorsWith({ emulator }: RunningEmulator, wish: DoorWish): Door[] {
  const { activated = true, zone, building, type = 'DOOR', ...traits } = wish;
  return [...emulator.world.doors.values()].filter(
    (door) =>
      door.type === type &&
      (door.device !== null) === activated &&
      (zone === undefined || door.building.zone === zone) &&
      (building === undefined || door.building.uuid === building) &&
      (traits.accessibilityType === undefined || door.accessibilityType === traits.accessibilityType) &&
      (traits.isConnected === undefined || door.isConnected === traits.isConnected),
  );
}

/** The first such door's uuid; a world without one fails the test. */
export function doorWith(running: RunningEmulator, wish: DoorWish = { isConnected: true }): string {
  const [door] = doorsWith(running, wish);
  if (!door) throw new Error(`The world has no door with ${JSON.stringify(wish)}.`);
  return door.uuid;
}

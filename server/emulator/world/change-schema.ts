import { z } from 'zod';
import { faultRule } from '../faults/rule.ts';
import { profiles, readingOverrides } from '../readings/profiles.ts';
import { scenarioRun } from '../scenarios/scenario.ts';
import type { Change } from './change.ts';
import { passcodeTypes, roles } from './model.ts';

const instantMs = z.number();
const window = z.object({ startMs: instantMs, endMs: instantMs.nullable() });
const battery = z.object({ percentage: z.number(), lastUpdatedMs: instantMs });

/** A change read back from a log or a snapshot. */
export const changeSchema: z.ZodType<Change> = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('user'),
    user: z.object({
      uuid: z.string(),
      email: z.string().nullable(),
      phone: z.string().nullable(),
      firstName: z.string(),
      lastName: z.string(),
    }),
  }),
  z.object({
    kind: z.literal('access'),
    access: window.extend({
      id: z.int().positive(),
      userUuid: z.string(),
      doorUuid: z.string(),
      passcodeType: z.enum(passcodeTypes),
      role: z.enum(roles).nullable(),
      granter: z.object({ type: z.enum(['PARTNER', 'USER', 'MANAGER']), uuid: z.string() }),
      shareable: z.boolean(),
      code: z.int().min(0),
      firstUsedMs: instantMs.nullable(),
      revokedMs: instantMs.nullable(),
      lockCopy: z.union([z.enum(['current', 'missing']), window], 'must be "current", "missing" or a window'),
      keyUuid: z.string().nullable(),
    }),
  }),
  z.object({
    kind: z.literal('door'),
    door: z.object({
      uuid: z.string(),
      name: z.string(),
      isConnected: z.boolean().nullable(),
      device: z.object({ serialNumber: z.string(), type: z.string(), battery }).nullable(),
      enabled: z.boolean(),
      accessibilityType: z.enum(['COMMUNAL', 'PRIVATE']).nullable(),
    }),
  }),
  z.object({
    kind: z.literal('building'),
    building: z.object({
      uuid: z.string(),
      name: z.string(),
      zone: z.string(),
      showsZone: z.boolean(),
      commonDoorcodes: z.boolean(),
      gone: z.boolean(),
    }),
  }),
  z.object({
    kind: z.literal('notification'),
    notification: z.object({
      id: z.string(),
      atMs: instantMs,
      channel: z.enum(['email', 'sms']),
      to: z.string(),
      kind: z.enum(['invite', 'doorcode', 'login-code']),
      userUuid: z.string(),
      doorUuids: z.array(z.string()),
      codes: z.record(z.string(), z.string()).optional(),
      code: z.string().optional(),
    }),
  }),
  z.object({ kind: z.literal('clock'), offsetMs: z.number(), frozenAtMs: instantMs.nullable() }),
  z.object({ kind: z.literal('readings'), profile: z.enum(profiles), overrides: readingOverrides }),
  z.object({
    kind: z.literal('faults'),
    faults: z.array(
      z.object({
        id: z.string().regex(/^fault-\d+$/),
        rule: faultRule,
        matched: z.int().min(0),
        fired: z.int().min(0),
      }),
    ),
  }),
  z.object({ kind: z.literal('scenario'), run: scenarioRun.nullable() }),
]);

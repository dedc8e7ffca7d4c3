import { z } from 'zod';
import { passcodeTypes, roles } from '../world/model.ts';

/** OpenKit's requests. Unknown fields are let through (Latch ignores them); the journal counts them as outside the contract. */
const instant = z.iso.datetime({ offset: true });

export const pageQuery = z.looseObject({
  pageSize: z.coerce.number().int().min(1).optional(),
  pageToken: z.string().optional(),
});
export const buildingPageQuery = pageQuery.extend({ buildingUuid: z.uuid().optional() });

export const grantRequest = z.looseObject({
  firstName: z.string().min(1),
  lastName: z.string().min(1),
  email: z.string().nullish(),
  phone: z.string().nullish(),
  startTime: instant,
  endTime: instant.nullish(),
  doorUuids: z.array(z.uuid()).optional(),
  keyUuids: z.array(z.uuid()).optional(),
  shareable: z.boolean(),
  passcodeType: z.enum(passcodeTypes),
  role: z.enum(roles).optional(),
  shouldNotify: z.boolean().default(true),
});

export const updateAccessRequest = z.looseObject({ shareable: z.boolean().optional(), endTime: instant.nullish() });

export type GrantRequest = z.infer<typeof grantRequest>;
export type UpdateAccessRequest = z.infer<typeof updateAccessRequest>;
